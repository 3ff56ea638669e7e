#include "aggregate/suppress/renewal.hpp"

#include <algorithm>
#include <utility>

#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::aggregate {
namespace {

double cost_of(const std::vector<FoundWitness>& witnesses) {
  double cost = 0;
  for (const auto& witness : witnesses) cost += witness.cost;
  return cost;
}

}  // namespace

/// The base numbers the differences in the order of their certificates.
CellNo Renewal::target_of(const Certificate& certificate) {
  if (certificate.difference.wholes.empty()) return certificate.cell;
  return base_.tables_end() + differences_++;
}

bool Renewal::is_in_newest(const Witness& witness) {
  return std::any_of(witness.edits.begin(), witness.edits.end(), [&](const Edit& edit) {
    base_.people.copy(edit.person, dossier_);
    return stands_in(dossier_, base_.newest, base_.newest);
  });
}

/// The recorded changes, applied to the current register. Cells that they change in earlier releases are
/// hidden there, or were when the certificate was made; nothing if they break a rule in the newest.
std::optional<FoundWitness> Renewal::replay(CellNo cell, const Proof& proof) {
  if (!is_in_newest(proof.witness)) return FoundWitness{proof, {}, 0, 0};
  const bool is_of_sum = proof.goal == Goal::raises_sum || proof.goal == Goal::lowers_sum;
  const auto own =
      is_of_sum ? std::span<const PersonNo>(&base_.shares[cell].person, 1) : base_.pools.behind(cell);
  auto& draft = base_.draft;
  draft.open(cell, own);
  if (!draft.weigh(proof.witness.edits)) return std::nullopt;
  draft.adopt(proof.witness.edits);
  return FoundWitness{proof, draft.changed_cells(), draft.cost(), draft.breaches()};
}

/// Nothing if one of them is no longer valid.
std::vector<FoundWitness> Renewal::replay_all(CellNo cell, const Certificate& certificate) {
  std::vector<FoundWitness> replayed;
  for (const auto& proof : certificate.proofs) {
    if (proof.witness.edits.empty()) return {};
    auto found = replay(cell, proof);
    if (!found) return {};
    replayed.push_back(std::move(*found));
  }
  return replayed;
}

std::vector<Certified> Renewal::renew() {
  std::vector<Certified> renewed;
  std::vector<std::pair<std::size_t, std::vector<FoundWitness>>> dear;
  for (const auto& certificate : base_.joint.certificates) {
    Certified item{target_of(certificate), &certificate};
    auto replayed = replay_all(item.cell, certificate);
    const bool is_whole = !replayed.empty() && replayed.size() == certificate.proofs.size();
    if (is_whole && cost_of(replayed) <= 0) {
      holdings_.keep(item, std::move(replayed));
    } else {
      dear.emplace_back(renewed.size(), std::move(replayed));
    }
    renewed.push_back(std::move(item));
  }
  for (auto& [at, replayed] : dear) {
    auto& item = renewed[at];
    replayed.empty() ? certifier_.certify(item) : certifier_.certify(item, cost_of(replayed));
    if (!replayed.empty() && item.cost > cost_of(replayed)) holdings_.replace(item, std::move(replayed));
    if (item.cost >= kProvinceCost) leave_in_the_past(item);
  }
  return renewed;
}

/// Of the draft that was replayed last.
bool Renewal::reaches_goal(CellNo cell, Goal goal) const {
  const auto before = static_cast<std::int64_t>(base_.space.counted(cell).persons);
  const auto persons = before + base_.draft.persons();
  const auto& rules = base_.space.rules_of(cell);
  switch (goal) {
    case Goal::empties:
      return persons == 0;
    case Goal::isolates:
      return persons == 1;
    case Goal::fills:
      return persons >= wanted_persons(static_cast<std::size_t>(before), rules.k);
    case Goal::raises_sum:
      return base_.draft.value() >= least_shift(base_.shares[cell], rules);
    case Goal::lowers_sum:
      return -base_.draft.value() >= least_shift(base_.shares[cell], rules);
  }
  return false;
}

bool Renewal::take_over(Certified& item) {
  const auto first = first_cell_of_layer(base_.plans, base_.newest);
  if (base_.space.is_difference(item.cell) || item.cell < first) return false;
  const auto twin = base_.ties.twin[item.cell - first];
  const auto& known = base_.joint.certificates;
  const auto found = std::find_if(known.begin(), known.end(), [&](const Certificate& each) {
    return each.cell == twin && each.difference.wholes.empty();
  });
  if (twin == kNoCell || found == known.end() || found->proofs.empty()) return false;
  std::vector<FoundWitness> witnesses;
  for (const auto& proof : found->proofs) {
    if (proof.witness.edits.empty()) return false;
    auto witness = replay(item.cell, proof);
    if (!witness || witness->cost > 0 || witness->changed.empty() || !reaches_goal(item.cell, proof.goal))
      return false;
    witnesses.push_back(std::move(*witness));
  }
  holdings_.keep(item, std::move(witnesses));
  return true;
}

bool Renewal::leave_in_the_past(Certified& item) {
  if (item.earlier == nullptr) return false;
  std::vector<FoundWitness> witnesses;
  for (auto proof : item.earlier->proofs) {
    for (auto& edit : proof.witness.edits) {
      const bool is_single = edit.attribute == Attribute::standing || edit.attribute == Attribute::presence;
      if (!is_single && edit.layers == kEveryLayer)
        edit.layers.last = static_cast<std::uint16_t>(base_.newest - 1);
    }
    auto found = replay(item.cell, proof);
    if (!found || found->breaches != 0) return false;
    witnesses.push_back(std::move(*found));
  }
  if (cost_of(witnesses) >= item.cost) return false;
  holdings_.replace(item, std::move(witnesses));
  return true;
}

}  // namespace raccordo::aggregate
