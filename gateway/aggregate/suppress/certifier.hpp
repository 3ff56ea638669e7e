// Certifier: finds all witnesses that one sensitive cell needs (docs/protection.md#rule-4), and if they cost
// much searches for places where all of them together cost less. Internal to aggregate/.
#pragma once

#include <limits>
#include <vector>

#include "aggregate/suppress/certified.hpp"
#include "aggregate/suppress/witness_choice.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to base and holdings. Threads: one.
class Certifier {
 public:
  Certifier(SearchBase& base, Holdings& holdings)
      : base_(base),
        holdings_(holdings),
        choice_(base),
        neighbourhood_(base.space, base.hidden),
        side_(base.space, base.people, base.counter) {}
  /// Finds the witnesses of a cell that has none.
  void certify(Certified& item);

 private:
  std::vector<PersonNo> own(CellNo cell) const;
  void certify_greedily(Certified& item);
  void certify_place_by_place(Certified& item);
  void certify_by_filling(Certified& item);
  void certify_by_emptying(Certified& item);
  void certify_sum(Certified& item);

  SearchBase& base_;
  Holdings& holdings_;
  WitnessChoice choice_;
  Neighbourhood neighbourhood_;
  DifferenceSide side_;
  /// A certificate of this cost is not completed.
  double limit_ = std::numeric_limits<double>::infinity();
};

}  // namespace raccordo::aggregate
