#include "aggregate/audit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "aggregate/disclosure_rules.hpp"
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
        counter_(plans, facts.codes, period),
        plausibility_(scheme, facts.codes, period) {
    for (std::size_t table = 0; table < plans.size(); ++table) add_table(table);
  }

  std::optional<base::Fault> run();

 private:
  void add_table(std::size_t table);
  std::string check(const Certificate& certificate);
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
  std::vector<const CountedCell*> counted_;
  std::vector<bool> sensitive_, structural_;
};

void Audit::add_table(std::size_t table) {
  const auto& given = plans_[table].table;
  const bool zeros_hold = holds_structural_zeros(given);
  for (std::size_t cell = 0; cell < given.cells.size(); ++cell) {
    counted_.push_back(&given.cells[cell]);
    sensitive_.push_back(is_sensitive(given, given.cells[cell], rules_));
    structural_.push_back(zeros_hold && given.structural_zeros[cell] != 0);
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
  if (goal == Goal::empties && persons != 0) return "a proof does not empty the cell";
  if (goal == Goal::fills) {
    if (persons < rules_.k) return "a proof does not fill the cell";
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
  const std::size_t wanted = counted_[certificate.cell]->persons > 1 ? 2 : 1;
  if (differences.size() < wanted) return "a proof is missing";
  if (wanted == 1) return "";
  const auto& first = differences[0].changed;
  const auto is_in_first = [&](PersonNo person) { return first.contains(person); };
  const auto& second = differences[1].changed;
  return std::any_of(second.begin(), second.end(), is_in_first) ? "two proofs change the same person" : "";
}

std::optional<base::Fault> Audit::run() {
  std::set<std::uint32_t> certified;
  for (const auto& certificate : protection_.certificates) {
    if (certificate.cell >= counted_.size()) return base::fault("the release was refused: no such cell");
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
