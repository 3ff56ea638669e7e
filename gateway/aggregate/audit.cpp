#include "aggregate/audit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "aggregate/largest_shares.hpp"
#include "aggregate/plausibility.hpp"
#include "aggregate/register.hpp"

namespace raccordo::aggregate {
namespace {

using PersonNo = std::uint32_t;

/// The difference between a witness and the real register.
struct Difference {
  struct Cell {
    std::int64_t persons = 0, value = 0;
    std::set<PersonNo> leaving;  ///< changed persons who stood in the cell before
  };
  std::map<std::uint32_t, Cell> cells;
  std::set<PersonNo> changed;  ///< persons who are otherwise than in the real register
};

class Audit {
 public:
  Audit(const std::vector<PlannedTable>& plans, const model::FactSet& facts, const model::Scheme& scheme,
        const model::Period& period, const Rules& rules, const Protection& protection)
      : plans_(plans),
        rules_(rules),
        protection_(protection),
        people_(facts),
        counter_(plans, facts.codes),
        plausibility_(scheme, facts.codes, period),
        shares_(find_largest_shares(plans, people_, counter_)) {
    for (std::size_t table = 0; table < plans.size(); ++table) add_table(table);
    find_own();
  }

  std::optional<base::Fault> run();

 private:
  void add_table(std::size_t table);
  std::string check(const Certificate& certificate);
  std::string check_insiders(const Certificate& certificate,
                             const std::vector<Difference>& differences) const;
  void find_own();
  std::string check(std::uint32_t cell, const Proof& proof, const Difference& difference) const;
  std::string check_goal(std::uint32_t cell, Goal goal, const Difference& difference) const;
  std::string recompute(const Witness& witness, Difference& difference);
  base::Fault fault_at(std::uint32_t cell, const std::string& what) const;

  const std::vector<PlannedTable>& plans_;
  const Rules& rules_;
  const Protection& protection_;
  Register people_;
  PersonCounter counter_;
  Plausibility plausibility_;
  std::vector<LargestShares> shares_;
  std::vector<const CountedCell*> counted_;
  std::vector<bool> sensitive_, structural_;
  std::map<std::uint32_t, std::set<PersonNo>> own_;  // the persons of cells that stand on fewer than k
};

void Audit::add_table(std::size_t table) {
  const auto& given = plans_[table].table;
  const bool zeros_hold = holds_structural_zeros(given);
  for (std::size_t cell = 0; cell < given.cells.size(); ++cell) {
    const auto& counted = given.cells[cell];
    sensitive_.push_back(is_sensitive(given, counted, rules_) ||
                         is_dominated(counted, shares_[counted_.size()], rules_));
    counted_.push_back(&counted);
    structural_.push_back(zeros_hold && given.structural_zeros[cell] != 0);
  }
}

void Audit::find_own() {
  FactColumns dossier;
  std::vector<Contribution> list;
  for (PersonNo person = 0; person < people_.persons(); ++person) {
    people_.copy(person, dossier);
    list.clear();
    for (std::size_t table = 0; table < plans_.size(); ++table) counter_.list(table, dossier, list);
    for (const auto& contribution : list) {
      if (counted_[contribution.cell]->persons < static_cast<std::uint32_t>(rules_.k)) {
        own_[contribution.cell].insert(person);
      }
    }
  }
}

base::Fault Audit::fault_at(std::uint32_t cell, const std::string& what) const {
  std::size_t table = 0;
  while (counter_.first_cell(table + 1) <= cell) ++table;
  return base::fault("the release was refused by its own check: in table '" +
                     plans_[table].table.definition.id + "', cell " +
                     std::to_string(cell - counter_.first_cell(table)) + ", " + what +
                     "; nothing was published: please report this");
}

/// Applies the changes anew and counts the changed persons as they were and as they are. Says what is wrong.
std::string Audit::recompute(const Witness& witness, Difference& difference) {
  std::set<PersonNo> persons;
  for (const auto& edit : witness.edits) persons.insert(edit.person);
  FactColumns dossier;
  std::vector<Contribution> list;
  const auto count = [&] {
    list.clear();
    for (std::size_t table = 0; table < plans_.size(); ++table) counter_.list(table, dossier, list);
  };
  for (const auto person : persons) {
    if (person >= people_.persons()) return "a proof names a person who is not there";
    people_.copy(person, dossier);
    const int breaches = plausibility_.breaches(dossier);
    count();
    for (const auto& [cell, value] : list) {
      auto& entry = difference.cells[cell];
      --entry.persons;
      entry.value -= value;
      entry.leaving.insert(person);
    }
    const auto presence = apply_all(witness.edits, person, dossier);
    if (presence < 0 || plausibility_.breaches(dossier) > breaches) return "a proof could not exist";
    count();
    for (const auto& [cell, value] : list) {
      auto& entry = difference.cells[cell];
      entry.persons += presence;
      entry.value += presence * value;
    }
  }
  for (const auto& edit : witness.edits) {
    if (edit.attribute != Attribute::presence || edit.to == 0) difference.changed.insert(edit.person);
  }
  return "";
}

std::string Audit::check_goal(std::uint32_t cell, Goal goal, const Difference& difference) const {
  const auto found = difference.cells.find(cell);
  if (found == difference.cells.end()) return "a proof leaves the cell as it is";
  const auto persons = counted_[cell]->persons + found->second.persons;
  const auto shift = goal == Goal::lowers_sum ? -found->second.value : found->second.value;
  const bool is_of_sum = goal == Goal::raises_sum || goal == Goal::lowers_sum;
  if (is_of_sum && shift < least_shift(shares_[cell], rules_)) return "a proof moves the sum too little";
  if (goal == Goal::empties && persons != 0) return "a proof does not empty the cell";
  if (goal == Goal::isolates && persons != 1) return "a proof does not leave one person in the cell";
  if (goal == Goal::fills) {
    if (persons < wanted_persons(counted_[cell]->persons, rules_.k)) return "a proof does not fill the cell";
    for (const auto person : found->second.leaving) {
      if (difference.changed.contains(person)) return "a proof changes those whom it should leave";
    }
  }
  return "";
}

std::string Audit::check(std::uint32_t cell, const Proof& proof, const Difference& difference) const {
  const auto own = difference.cells.find(cell);
  for (const auto& [other, change] : difference.cells) {
    const auto before = static_cast<std::int64_t>(counted_[other]->persons);
    const auto after = before + change.persons;
    if (change.value != 0 && protection_.hidden[other] == 0) return "a proof changes a number that is shown";
    if (after < 0) return "a proof takes out more than there is";
    if (structural_[other] && after != 0) return "a proof touches what can only be zero";
    if (before == 0 || after != 0) continue;
    const bool of_own_alone =
        own != difference.cells.end() && std::includes(own->second.leaving.begin(), own->second.leaving.end(),
                                                       change.leaving.begin(), change.leaving.end());
    if (!of_own_alone) return "a proof empties a cell of others";
  }
  return check_goal(cell, proof.goal, difference);
}

std::string Audit::check(const Certificate& certificate) {
  std::vector<Difference> differences;
  for (const auto& proof : certificate.proofs) {
    differences.emplace_back();
    auto wrong = recompute(proof.witness, differences.back());
    if (wrong.empty()) wrong = check(certificate.cell, proof, differences.back());
    if (!wrong.empty()) return wrong;
  }
  if (counted_[certificate.cell]->persons >= static_cast<std::uint32_t>(rules_.k)) {
    const auto has = [&](Goal goal) {
      return std::any_of(certificate.proofs.begin(), certificate.proofs.end(),
                         [&](const Proof& proof) { return proof.goal == goal; });
    };
    return has(Goal::raises_sum) && has(Goal::lowers_sum) ? "" : "a proof of the sum is missing";
  }
  return check_insiders(certificate, differences);
}

/// Whoever takes himself into account, of the cell or changed by a proof, must be left with one that does not
/// change him and that leaves besides him nobody in the cell, or k.
std::string Audit::check_insiders(const Certificate& certificate,
                                  const std::vector<Difference>& differences) const {
  const auto serves = [&](std::size_t i, PersonNo person, Goal only) {
    const auto goal = certificate.proofs[i].goal;
    return (goal == Goal::fills || goal == only) && !differences[i].changed.contains(person);
  };
  const auto is_served = [&](PersonNo person, Goal only) {
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (serves(i, person, only)) return true;
    }
    return false;
  };
  const auto is_witness = [](const Proof& proof) {
    return proof.goal == Goal::empties || proof.goal == Goal::fills;
  };
  if (std::none_of(certificate.proofs.begin(), certificate.proofs.end(), is_witness))
    return "a proof is missing";
  const auto& own = own_.find(certificate.cell)->second;
  if (own.size() == 1) return "";
  for (const auto person : own) {
    if (!is_served(person, Goal::isolates)) return "a proof is missing for a person of the cell";
  }
  for (const auto& difference : differences) {
    for (const auto person : difference.changed) {
      if (!own.contains(person) && !is_served(person, Goal::empties))
        return "two proofs change the same person";
    }
  }
  return "";
}

std::optional<base::Fault> Audit::run() {
  std::set<std::uint32_t> certified;
  for (const auto& certificate : protection_.certificates) {
    if (certificate.cell >= counted_.size() || !sensitive_[certificate.cell]) {
      return base::fault("the release was refused by its own check: a proof for no sensitive cell");
    }
    if (const auto wrong = check(certificate); !wrong.empty()) return fault_at(certificate.cell, wrong);
    certified.insert(certificate.cell);
  }
  for (std::uint32_t cell = 0; cell < counted_.size(); ++cell) {
    if (!sensitive_[cell]) continue;
    if (protection_.hidden[cell] == 0) return fault_at(cell, "a sensitive cell is shown");
    if (!certified.contains(cell)) return fault_at(cell, "a sensitive cell has no proof");
  }
  return std::nullopt;
}

}  // namespace

std::optional<base::Fault> audit(const std::vector<PlannedTable>& plans, const model::FactSet& facts,
                                 const model::Scheme& scheme, const model::Period& period, const Rules& rules,
                                 const Protection& protection) {
  return Audit(plans, facts, scheme, period, rules, protection).run();
}

}  // namespace raccordo::aggregate
