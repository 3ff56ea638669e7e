// Certifier: finds all witnesses that one sensitive cell needs (docs/protection.md#rule-4), and if they cost
// much searches for places where all of them together cost less. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "aggregate/suppress/certified.hpp"
#include "aggregate/suppress/witness_choice.hpp"

namespace raccordo::aggregate {

enum class Resort : std::uint8_t { usual, last };

/// Ownership: refers to base and holdings. Threads: one.
class Certifier {
 public:
  Certifier(SearchBase& base, Holdings& holdings)
      : base_(base),
        holdings_(holdings),
        choice_(base),
        neighbourhood_(base.space, base.hidden),
        side_(base.space, base.people, base.counter) {}
  /// Finds the witnesses of a cell that has none. If they cost more than `most`, some may be missing: then
  /// the caller takes others.
  void certify(Certified& item, double most = std::numeric_limits<double>::infinity());
  /// From now on partners of a first witness get a witness each (`last`), where none is possible without all,
  /// or do not.
  void use(Resort resort) { resort_ = resort; }

 private:
  std::vector<PersonNo> own(CellNo cell) const;
  void certify_greedily(Certified& item);
  void certify_place_by_place(Certified& item);
  void certify_by_filling(Certified& item);
  void certify_by_emptying(Certified& item, double limit);
  void serve_each(Certified& item, const std::vector<PersonNo>& partners, const FoundWitness& second);
  void certify_sum(Certified& item);

  SearchBase& base_;
  Holdings& holdings_;
  WitnessChoice choice_;
  Neighbourhood neighbourhood_;
  DifferenceSide side_;
  Resort resort_ = Resort::usual;
  /// A certificate of this cost is not completed.
  double limit_ = std::numeric_limits<double>::infinity();
};

}  // namespace raccordo::aggregate
