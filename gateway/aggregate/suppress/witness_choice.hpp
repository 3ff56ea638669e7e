// WitnessChoice: asks every applicable search for a witness of a cell and uses the cheapest. Internal to
// aggregate/.
#pragma once

#include <optional>
#include <vector>

#include "aggregate/suppress/search_base.hpp"
#include "aggregate/witness/money_search.hpp"
#include "aggregate/witness/witness_search.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to the base. Threads: one.
class WitnessChoice {
 public:
  explicit WitnessChoice(SearchBase& base)
      : base_(base),
        search_(base.space, base.people, base.counter, base.pools, base.hidden, base.draft),
        money_(base.space, base.people, base.counter, base.pools, base.hidden, base.draft) {}
  /// The cell counts nobody, or only the spared person.
  FoundWitness empty(CellNo cell, const std::vector<PersonNo>& barred, std::optional<PersonNo> spared);
  /// The cell counts at least k persons besides any one of its own.
  FoundWitness fill(CellNo cell, const std::vector<PersonNo>& barred);
  /// The sum is larger or smaller, according to the goal.
  FoundWitness shift(CellNo cell, Goal goal);
  /// From now on all changes are made there; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place);

 private:
  void keep_to_layers(const LayerSpan& layers);
  bool is_money(CellNo cell) const;
  bool may_be_narrowed(const FoundWitness& found, CellNo cell) const;
  void narrow_empty(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred,
                    std::optional<PersonNo> spared);
  void narrow_fill(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred);

  SearchBase& base_;
  WitnessSearch search_;
  MoneySearch money_;
};

}  // namespace raccordo::aggregate
