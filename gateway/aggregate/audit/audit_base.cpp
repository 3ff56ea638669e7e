#include "aggregate/audit/audit_base.hpp"

#include "aggregate/release/disclosure_rules.hpp"
#include "base/stop.hpp"
#include "base/threads.hpp"

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
  find_own();
  for (auto target = tables_end(); target < targets(); ++target) {
    sensitive_[target] = persons_[target] > 0 && persons_[target] < rules_of(target).k;
    if (!sensitive_[target]) own_.erase(target);
  }
}

/// Of every difference also the number of persons; whether it is sensitive is known only then.
void AuditBase::find_own() {
  const auto parts = cut_persons(people_.persons());
  const auto most = static_cast<std::size_t>(most_k(joint_.layers));
  std::vector<std::vector<std::int64_t>> counts(parts.size());
  std::vector<std::map<std::uint32_t, std::set<std::uint32_t>>> own(parts.size());
  base::share_out(parts.size(), parts.size(), [&](std::size_t thread, std::size_t part) {
    auto counter = counter_;
    FactColumns dossier;
    std::vector<Contribution> list;
    counts[part].assign(watched_.size(), 0);
    for (auto person = parts[part].begin; person < parts[part].end; ++person) {
      if (thread == 0) base::stop_point();
      people_.copy(person, dossier);
      list.clear();
      counter.list_all(dossier, list);
      for (const auto& [cell, value] : list) {
        const bool is_difference = cell >= tables_end();
        if (is_difference && ++counts[part][cell - tables_end()] > static_cast<std::int64_t>(most)) continue;
        if (is_difference || (sensitive_[cell] && persons_[cell] < static_cast<std::int64_t>(most)))
          own[part][cell].insert(person);
      }
    }
  });
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t i = 0; i < watched_.size(); ++i) persons_[tables_end() + i] += counts[part][i];
    for (auto& [target, persons] : own[part]) own_[target].merge(persons);
  }
}

std::size_t AuditBase::table_of(std::uint32_t cell) const {
  std::size_t table = 0;
  while (counter_.first_cell(table + 1) <= cell) ++table;
  return table;
}

}  // namespace raccordo::aggregate
