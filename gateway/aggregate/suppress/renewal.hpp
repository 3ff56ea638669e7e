// Renewal: makes the certificates of earlier releases valid in the new one (docs/protection.md#rule-12).
// Internal to aggregate/.
#pragma once

#include <optional>
#include <vector>

#include "aggregate/suppress/certifier.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class Renewal {
 public:
  Renewal(SearchBase& base, Holdings& holdings, Certifier& certifier)
      : base_(base), holdings_(holdings), certifier_(certifier) {}
  /// The cells of all earlier certificates, in their order, each with witnesses that are valid today. First
  /// those that cost nothing unchanged; for the others new ones are searched, and the cheaper used.
  std::vector<Certified> renew();
  /// Gives a cell of the newest release the witnesses of a hidden cell with the same members in an earlier
  /// one. False if there is none, or if they do not fit the newest release at no cost.
  bool take_over(Certified& item);
  /// Gives the cell its recorded witnesses for the releases before the newest. False if it had none, or if
  /// that changes a shown cell.
  bool leave_in_the_past(Certified& item);

 private:
  CellNo target_of(const Certificate& certificate);
  bool is_in_newest(const Witness& witness);
  std::optional<FoundWitness> replay(CellNo cell, const Proof& proof);
  bool reaches_goal(CellNo cell, Goal goal) const;
  std::vector<FoundWitness> replay_all(CellNo cell, const Certificate& certificate);

  SearchBase& base_;
  Holdings& holdings_;
  Certifier& certifier_;
  CellNo differences_ = 0;  // met so far
  FactColumns dossier_;
};

}  // namespace raccordo::aggregate
