#include "aggregate/audit/certificate_check.hpp"

#include <algorithm>

namespace raccordo::aggregate {

const std::vector<Contribution>& CertificateCheck::count(const FactColumns& dossier) {
  list_.clear();
  counter_.list_all(dossier, list_);
  return list_;
}

/// Applies the changes and counts the changed persons before and after. Returns the fault.
std::string CertificateCheck::recompute(const Witness& witness, Difference& difference) {
  std::set<std::uint32_t> persons;
  for (const auto& edit : witness.edits) persons.insert(edit.person);
  FactColumns dossier;
  for (const auto person : persons) {
    if (person >= base_.people().persons()) return "a witness changes a person who is not in the register";
    base_.people().copy(person, dossier);
    for (const auto& edit : witness.edits) {
      if (edit.person == person && !base_.plausibility().allows(edit, dossier))
        return "a witness is not a possible register";
    }
    const int breaches = base_.plausibility().breaches(dossier);
    for (const auto& [cell, value] : count(dossier)) {
      auto& entry = difference.cells[cell];
      --entry.persons;
      entry.value -= value;
      entry.leaving.insert(person);
    }
    const auto presence = apply_all(witness.edits, person, dossier);
    if (presence < 0 || base_.plausibility().breaches(dossier) > breaches)
      return "a witness is not a possible register";
    for (const auto& [cell, value] : count(dossier)) {
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

std::string CertificateCheck::check_goal(std::uint32_t cell, Goal goal, const Difference& difference) const {
  const auto& rules = base_.rules_of(cell);
  const auto found = difference.cells.find(cell);
  if (found == difference.cells.end()) return "a witness does not change the cell";
  const auto persons = base_.persons(cell) + found->second.persons;
  const auto shift = goal == Goal::lowers_sum ? -found->second.value : found->second.value;
  const bool is_of_sum = goal == Goal::raises_sum || goal == Goal::lowers_sum;
  if (is_of_sum && (cell >= base_.tables_end() || shift < least_shift(base_.shares(cell), rules)))
    return "a witness changes the sum too little";
  if (goal == Goal::empties && persons != 0) return "a witness does not empty the cell";
  if (goal == Goal::isolates && persons != 1) return "a witness does not leave one person in the cell";
  if (goal == Goal::fills) {
    if (persons < wanted_persons(static_cast<std::size_t>(base_.persons(cell)), rules.k))
      return "a witness does not fill the cell";
    for (const auto person : found->second.leaving) {
      if (difference.changed.contains(person))
        return "a witness that fills the cell changes one of its persons";
    }
  }
  return "";
}

std::string CertificateCheck::check(std::uint32_t cell, const Proof& proof,
                                    const Difference& difference) const {
  const auto own = difference.cells.find(cell);
  for (const auto& [other, change] : difference.cells) {
    if (other >= base_.tables_end())
      continue;  // differences are not shown: a person knows only their own contribution
    const auto before = base_.persons(other);
    const auto after = before + change.persons;
    if (change.value != 0 && base_.protection().hidden[other] == 0)
      return "a witness changes a number that is shown";
    if (after < 0) return "a witness removes more persons than the cell has";
    if (base_.is_structural_zero(other) && after != 0) return "a witness fills a cell that can only be zero";
    if (before == 0 || after != 0) continue;
    const bool of_own_alone =
        own != difference.cells.end() && std::includes(own->second.leaving.begin(), own->second.leaving.end(),
                                                       change.leaving.begin(), change.leaving.end());
    if (!of_own_alone) return "a witness empties a cell of other persons";
  }
  return check_goal(cell, proof.goal, difference);
}

std::string CertificateCheck::check(std::uint32_t target, const Certificate& certificate) {
  std::vector<Difference> differences;
  for (const auto& proof : certificate.proofs) {
    differences.emplace_back();
    auto wrong = recompute(proof.witness, differences.back());
    if (wrong.empty()) wrong = check(target, proof, differences.back());
    if (!wrong.empty()) return wrong;
  }
  if (base_.persons(target) >= base_.rules_of(target).k) {
    const auto has = [&](Goal goal) {
      return std::any_of(certificate.proofs.begin(), certificate.proofs.end(),
                         [&](const Proof& proof) { return proof.goal == goal; });
    };
    return has(Goal::raises_sum) && has(Goal::lowers_sum) ? "" : "a witness of the sum is missing";
  }
  return check_insiders(target, certificate, differences);
}

/// Every person of the cell, and every person changed by a witness, needs a witness that does not change this
/// person and in which the cell has no other person, or at least k others (docs/protection.md#rule-4).
std::string CertificateCheck::check_insiders(std::uint32_t target, const Certificate& certificate,
                                             const std::vector<Difference>& differences) const {
  const auto serves = [&](std::size_t i, std::uint32_t person, Goal only) {
    const auto goal = certificate.proofs[i].goal;
    return (goal == Goal::fills || goal == only) && !differences[i].changed.contains(person);
  };
  const auto is_served = [&](std::uint32_t person, Goal only) {
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (serves(i, person, only)) return true;
    }
    return false;
  };
  const auto is_witness = [](const Proof& proof) {
    return proof.goal == Goal::empties || proof.goal == Goal::fills;
  };
  if (std::none_of(certificate.proofs.begin(), certificate.proofs.end(), is_witness))
    return "a witness is missing";
  const auto& own = base_.own(target);
  if (own.size() == 1) return "";
  for (const auto person : own) {
    if (!is_served(person, Goal::isolates)) return "a witness is missing for a person of the cell";
  }
  for (const auto& difference : differences) {
    for (const auto person : difference.changed) {
      if (!own.contains(person) && !is_served(person, Goal::empties))
        return "every witness changes the same person";
    }
  }
  return "";
}

}  // namespace raccordo::aggregate
