#include <algorithm>
#include <set>

#include "aggregate/suppress/suppression_search.hpp"

namespace raccordo::aggregate {
namespace {

void take_cheaper(FoundWitness& best, std::optional<FoundWitness> other) {
  if (other && other->cost < best.cost) best = std::move(*other);
}

}  // namespace

std::int64_t breaches(const Certified& item) {
  std::int64_t sum = 0;
  for (const auto& witness : item.witnesses) sum += witness.breaches;
  return sum;
}

/// The differences that earlier releases certified, in the order of their certificates, then the new ones.
std::vector<DifferenceCell> Suppression::watch_differences() {
  const auto pairs = pair_tables(plans_, joint_.layers, newest_);
  ties_ = find_ties(plans_, joint_.layers, newest_, pairs, count_differences(pairs, people_, counter_));
  std::vector<DifferenceCell> watched;
  for (const auto& certificate : joint_.certificates) {
    if (certificate.older != kNoCell) watched.push_back({certificate.cell, certificate.older});
  }
  watched.insert(watched.end(), ties_.sensitive.begin(), ties_.sensitive.end());
  counter_.watch(watched);
  return watched;
}

/// Fewer than k each, so that the pools hold them all.
std::vector<CountedCell> Suppression::count_watched() const {
  std::vector<CountedCell> counts;
  for (std::uint32_t i = 0; i < differences_.size(); ++i) {
    const auto persons = pools_.behind(counter_.first_cell(plans_.size()) + i).size();
    counts.push_back({static_cast<std::int64_t>(persons), static_cast<std::uint32_t>(persons)});
  }
  return counts;
}

/// What was shown cannot be hidden any more, what was hidden stays so.
void Suppression::inherit() {
  CellNo cell = 0;
  for (const auto& layer : joint_.layers.first(newest_)) {
    for (const auto flag : layer.hidden) {
      flag != 0 ? hidden_.hold(cell) : space_.freeze(cell);
      ++cell;
    }
  }
  for (const auto tie : ties_.of_cell) {
    if (tie == Tie::shown) space_.freeze(cell);
    if (tie == Tie::hidden || tie == Tie::hidden_by_difference) hidden_.hold(cell);
    ++cell;
  }
}

CellNo Suppression::target_of(const Certificate& certificate, std::size_t& differences) const {
  if (certificate.older == kNoCell) return certificate.cell;
  return counter_.first_cell(plans_.size()) + static_cast<CellNo>(differences++);
}

bool Suppression::is_in_newest(const Witness& witness) {
  return std::any_of(witness.edits.begin(), witness.edits.end(), [&](const Edit& edit) {
    people_.copy(edit.person, dossier_);
    return stands_in(dossier_, newest_, newest_);
  });
}

/// The recorded changes, made in the register of today. What they change in earlier releases is hidden there,
/// or was when the certificate was made; nothing if they break a rule in the newest.
std::optional<FoundWitness> Suppression::replay(CellNo cell, const Proof& proof) {
  if (!is_in_newest(proof.witness)) return FoundWitness{proof, {}, 0, 0};
  const bool is_of_sum = proof.goal == Goal::raises_sum || proof.goal == Goal::lowers_sum;
  const auto own = is_of_sum ? std::span<const PersonNo>(&shares_[cell].person, 1) : pools_.behind(cell);
  draft_.open(cell, own);
  if (!draft_.weigh(proof.witness.edits)) return std::nullopt;
  draft_.adopt(proof.witness.edits);
  return FoundWitness{proof, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

/// First those that cost nothing as they stand; for the others new proofs are sought, and the cheaper taken.
void Suppression::renew_certificates() {
  std::size_t differences = 0;
  std::vector<std::pair<std::size_t, std::vector<FoundWitness>>> dear;
  for (const auto& certificate : joint_.certificates) {
    Certified item{target_of(certificate, differences), {}, 0};
    std::vector<FoundWitness> replayed;
    double cost = 0;
    for (const auto& proof : certificate.proofs) {
      auto found = replay(item.cell, proof);
      cost += found ? found->cost : 0;
      if (found) replayed.push_back(std::move(*found));
    }
    const bool is_whole = replayed.size() == certificate.proofs.size();
    if (is_whole && cost <= 0) {
      for (auto& witness : replayed) keep(item, std::move(witness));
    } else {
      dear.emplace_back(certified_.size(), is_whole ? std::move(replayed) : std::vector<FoundWitness>());
    }
    certified_.push_back(std::move(item));
  }
  for (auto& [at, replayed] : dear) {
    auto& item = certified_[at];
    certify(item);
    double cost = 0;
    for (const auto& witness : replayed) cost += witness.cost;
    if (!replayed.empty() && item.cost > cost) replace(item, std::move(replayed));
  }
}

void Suppression::replace(Certified& item, std::vector<FoundWitness> witnesses) {
  drop(item, std::vector(item.witnesses));
  for (auto& witness : witnesses) keep(item, std::move(witness));
}

/// The recorded changes as far as the releases before the newest, in which the persons stand as they do.
bool Suppression::leave_in_the_past(Certified& item) {
  const auto at = static_cast<std::size_t>(&item - certified_.data());
  if (at >= joint_.certificates.size()) return false;
  std::vector<FoundWitness> witnesses;
  for (auto proof : joint_.certificates[at].proofs) {
    for (auto& edit : proof.witness.edits) {
      const bool is_single = edit.attribute == Attribute::standing || edit.attribute == Attribute::presence;
      if (!is_single && edit.layers == kEveryLayer)
        edit.layers.last = static_cast<std::uint16_t>(newest_ - 1);
    }
    auto found = replay(item.cell, proof);
    if (!found || found->breaches != 0) return false;
    witnesses.push_back(std::move(*found));
  }
  replace(item, std::move(witnesses));
  return true;
}

bool Suppression::may_be_narrowed(const FoundWitness& found, CellNo cell) const {
  return found.breaches != 0 && newest_ > 0 && space_.layer_of(cell) == newest_;
}

/// What cannot be changed in all releases alike may be otherwise in the newest only.
void Suppression::narrow_empty(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred,
                               std::optional<PersonNo> spared) {
  take_cheaper(best, search_.remove(cell, spared));
  if (space_.is_difference(cell)) {
    const auto older = space_.layer_of(space_.difference(cell).older);
    take_cheaper(best, search_.restore(cell, spared, joint_.layers, newest_, older));
    if (joint_.layers[older].period.code == joint_.layers[newest_].period.code) {
      take_cheaper(best, search_.restore(cell, spared, joint_.layers, older, newest_));
    }
    return;
  }
  search_.keep_to_layers({newest_, newest_});
  take_cheaper(best, search_.empty(cell, barred, spared));
  take_cheaper(best, search_.remove(cell, spared));
  search_.keep_to_layers(kEveryLayer);
}

void Suppression::narrow_fill(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred) {
  if (space_.is_difference(cell)) return;
  search_.keep_to_layers({newest_, newest_});
  take_cheaper(best, search_.fill(cell, barred));
  search_.keep_to_layers(kEveryLayer);
}

/// A table whose cells stand in the way for no other reason than that their members stayed the same is
/// withheld but for its total. What was shown in an earlier release cannot be helped.
void Suppression::withhold_or_refuse() {
  for (auto& item : certified_) {
    if (breaches(item) == 0 || leave_in_the_past(item)) continue;
    do {
      drop(item, std::vector(item.witnesses));
      certify(item);
    } while (breaches(item) != 0 && withhold_blocking(item));
    if (breaches(item) == 0) continue;
    refusal_ = refusal(item);
    return;
  }
}

bool Suppression::withhold_blocking(const Certified& item) {
  std::set<std::size_t> tables;
  for (const auto& witness : item.witnesses) {
    for (const auto cell : witness.changed) {
      const bool blocks = space_.is_frozen(cell) && space_.layer_of(cell) == newest_;
      if (blocks && cell != space_.first_cell(space_.table_of(cell))) tables.insert(space_.table_of(cell));
    }
  }
  for (const auto table : tables) withhold(table);
  return !tables.empty();
}

void Suppression::withhold(std::size_t table) {
  for (auto cell = space_.first_cell(table) + 1; cell < space_.first_cell(table + 1); ++cell) {
    space_.thaw(cell);
    hidden_.hold(cell);
  }
  withheld_.push_back(table);
}

std::string Suppression::name_of(CellNo cell) const {
  const auto table = space_.table_of(cell);
  std::string name;
  for (std::size_t i = 0; i < space_.dimensions(table); ++i) {
    const auto& shown = plans_[table].table.dimensions[i];
    const auto category = static_cast<std::size_t>(space_.category(table, cell, i));
    name += (i == 0 ? "" : ", ") + shown.id + "=" + shown.categories[category].code;
  }
  return name;
}

std::string Suppression::refusal(const Certified& item) const {
  const auto place = space_.place_of(item.cell);
  std::uint16_t earlier = 0;
  for (const auto& witness : item.witnesses) {
    for (const auto cell : witness.changed) {
      if (!space_.is_frozen(cell)) continue;
      const auto layer = space_.layer_of(cell);
      const auto source = layer < newest_ ? layer : ties_.source[cell - first_cell_of_layer(plans_, newest_)];
      earlier = std::max(earlier, source);
    }
  }
  return "table '" + plans_[space_.table_of(place)].table.definition.id + "', cell " + name_of(place) +
         ", cannot be protected beside what the release of " + joint_.layers[earlier].period.code + " (" +
         joint_.layers[earlier].release_id +
         ") shows; take the table out of the catalogue or choose a higher level for it, or release later";
}

}  // namespace raccordo::aggregate
