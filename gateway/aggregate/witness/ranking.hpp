// Ranking: of the changes that moves propose for one step it keeps the cheapest that does what is wished, and
// says when to stop. Internal to aggregate/: a search begins it, moves make offers.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "aggregate/facts/edit.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/neighbourhood.hpp"

namespace raccordo::aggregate {

/// By how much the target must change; what is not given may change by anything.
struct Wish {
  std::optional<std::int64_t> persons = {};  ///< behind the target
  std::optional<std::int64_t> value = {};    ///< the target's number
};

/// Ownership: refers to the draft. Threads: one.
class Ranking {
 public:
  /// `releases`: how many are looked at together; weighing takes longer the more there are.
  Ranking(Draft& draft, std::size_t releases) : draft_(draft), releases_(releases) {}
  /// Forgets all offers. All changes offered concern these releases only.
  void begin(const Wish& wish, const LayerSpan& layers);
  /// Weighs the changes, and keeps them if they do what is wished for less than all before. Of two that cost
  /// the same the first stays.
  void offer(std::vector<Edit> edits);
  /// Adopts the best into the draft; false if there is none.
  bool adopt_best();

  bool has_found() const { return found_; }
  double cost() const { return cost_; }
  std::span<const Edit> best() const { return best_; }
  /// No change that goes there can cost less than the best.
  bool is_good_enough(const Neighbour& neighbour) const { return found_ && cost_ <= neighbour.estimate; }
  /// Enough was weighed for one step.
  bool is_exhausted() const;
  int offers() const { return offers_; }
  /// What was offered so far does not count for is_exhausted.
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
