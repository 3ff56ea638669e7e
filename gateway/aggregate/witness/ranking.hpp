// Ranking: keeps the cheapest acceptable change of those that moves propose for one step, and says when to
// stop. Internal to aggregate/: a search starts it, moves make offers.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "aggregate/facts/edit.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/neighbourhood.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to the draft. Threads: one.
class Ranking {
 public:
  /// `releases`: number of releases considered together; with more, weighing takes longer.
  Ranking(Draft& draft, std::size_t releases) : draft_(draft), releases_(releases) {}
  /// Deletes all offers. All changes offered concern these releases only.
  void begin(const Wish& wish, const LayerSpan& layers);
  /// Weighs the changes, and keeps them if they are acceptable and cheaper than all before. Of two with the
  /// same cost the first is kept.
  void offer(std::vector<Edit> edits);
  /// Adopts the best into the draft; false if there is none.
  bool adopt_best();

  bool has_found() const { return found_; }
  double cost() const { return cost_; }
  std::span<const Edit> best() const { return best_; }
  /// True if no change there can cost less than the best.
  bool is_good_enough(const Neighbour& neighbour) const { return found_ && cost_ <= neighbour.estimate; }
  /// True if enough was weighed for one step.
  bool is_exhausted() const;
  int offers() const { return offers_; }
  /// The offers so far do not count for is_exhausted.
  void forget_offers() { offers_ = 0; }

 private:
  Draft& draft_;
  std::size_t releases_;
  Wish wish_;
  LayerSpan layers_;
  std::vector<Edit> best_;
  double cost_ = 0;
  bool found_ = false;
  int offers_ = 0;
};

}  // namespace raccordo::aggregate
