// LeaverSwap: for differences only. A leaver (a person who left between two releases) and a stayer exchange
// an attribute, or the leaver stays and the stayer leaves. Both are in the earlier release, so its numbers do
// not change; what differs can be hidden in the later one.
#pragma once

#include <vector>

#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/moves/pair_exchange.hpp"

namespace raccordo::aggregate {

class LeaverSwap : public Move {
 public:
  LeaverSwap(const CellSpace& space, const Register& people, const Pools& pools, const Draft& draft,
             Target& target, CategoryValues& values, Neighbourhood& neighbourhood, Likeness& likeness,
             PairExchange& exchange)
      : space_(space),
        people_(people),
        pools_(pools),
        draft_(draft),
        target_(target),
        values_(values),
        neighbourhood_(neighbourhood),
        likeness_(likeness),
        exchange_(exchange) {}
  bool fits(const Step& step) const override;
  /// Searches all places around the newer cell, wherever the step leads: additional cells are hidden there.
  /// Partners come from the older table. Its offers do not count for later steps.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  struct Days;
  void propose_along(const Neighbour& to, PersonNo leaving, Ranking& ranking);
  void offer(const Neighbour& to, PersonNo leaving, PersonNo staying, Ranking& ranking);
  std::vector<Edit> exchange_ends(PersonNo leaving, PersonNo staying, const Days& days);
  std::vector<InterventionRow> spans_of(PersonNo person, bool (Days::*is_wanted)(DayNo) const,
                                        const Days& days);
  std::vector<CaseRow> cases_of(PersonNo person, bool (Days::*is_wanted)(DayNo) const, const Days& days);

  const CellSpace& space_;
  const Register& people_;
  const Pools& pools_;
  const Draft& draft_;
  Target& target_;
  CategoryValues& values_;
  Neighbourhood& neighbourhood_;
  Likeness& likeness_;
  PairExchange& exchange_;
  FactColumns dossier_;
};

}  // namespace raccordo::aggregate
