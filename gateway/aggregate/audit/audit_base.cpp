#include "aggregate/audit/audit_base.hpp"

#include "aggregate/release/disclosure_rules.hpp"
#include "base/stop.hpp"

namespace raccordo::aggregate {

AuditBase::AuditBase(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                     const Protection& protection)
    : plans_(plans),
      joint_(joint),
      protection_(protection),
      people_(joint.facts, joint.former),
      counter_(plans, joint.facts.codes),
      plausibility_(joint, plans, counter_),
      shares_(find_largest_shares(plans, people_, counter_)) {
  for (const auto& plan : plans_) add_table(plan);
}

void AuditBase::add_table(const PlannedTable& plan) {
  const auto& given = plan.table;
  const auto& rules = joint_.layers[plan.layer].rules;
  const bool zeros_hold = holds_structural_zeros(given);
  for (std::size_t cell = 0; cell < given.cells.size(); ++cell) {
    const auto& counted = given.cells[cell];
    sensitive_.push_back(is_sensitive(given, counted, rules) ||
                         is_dominated(counted, shares_[persons_.size()], rules));
    persons_.push_back(counted.persons);
    structural_.push_back(zeros_hold && given.structural_zeros[cell] != 0);
  }
}

void AuditBase::watch(const std::vector<DifferenceCell>& differences) {
  watched_ = differences;
  counter_.watch(watched_);
  persons_.resize(counter_.cells(), 0);
  sensitive_.resize(counter_.cells(), true);
  structural_.resize(counter_.cells(), false);
  count_differences_watched();
  for (auto target = tables_end(); target < targets(); ++target)
    sensitive_[target] = persons_[target] > 0 && persons_[target] < rules_of(target).k;
  find_own();
}

void AuditBase::count_differences_watched() {
  FactColumns dossier;
  for (std::uint32_t person = 0; person < people_.persons() && !watched_.empty(); ++person) {
    base::stop_point();
    people_.copy(person, dossier);
    for (const auto& contribution : count(dossier)) {
      if (contribution.cell >= tables_end()) ++persons_[contribution.cell];
    }
  }
}

void AuditBase::find_own() {
  FactColumns dossier;
  const auto most = most_k(joint_.layers);
  for (std::uint32_t person = 0; person < people_.persons(); ++person) {
    base::stop_point();
    people_.copy(person, dossier);
    for (const auto& contribution : count(dossier)) {
      if (sensitive_[contribution.cell] && persons_[contribution.cell] < most)
        own_[contribution.cell].insert(person);
    }
  }
}

const std::vector<Contribution>& AuditBase::count(const FactColumns& dossier) {
  list_.clear();
  counter_.list_all(dossier, list_);
  return list_;
}

std::size_t AuditBase::table_of(std::uint32_t cell) const {
  std::size_t table = 0;
  while (counter_.first_cell(table + 1) <= cell) ++table;
  return table;
}

}  // namespace raccordo::aggregate
