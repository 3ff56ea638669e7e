#include "aggregate/witness/moves/amount_out.hpp"

#include <algorithm>

namespace raccordo::aggregate {

bool AmountOut::fits(const Step& step) const {
  return !step.leaving.empty() && std::all_of(step.leaving.begin(), step.leaving.end(),
                                              [&](PersonNo person) { return target_.may_change(person); });
}

/// Amounts of the person in other cells need not change.
bool AmountOut::counts_here(const Edit& edit) {
  if (edit.from == kNoAmount) return false;
  return edit.from == 0 || (draft_.weigh({&edit, 1}) && draft_.trial_value(target_.sought()) != 0);
}

void AmountOut::propose(const Step& step, Ranking& ranking) {
  std::vector<Edit> edits;
  for (const auto person : step.leaving) {
    for (const auto amount : shift_.amounts_of(person)) {
      const Edit edit{person, Attribute::amount, amount, kNoAmount};
      if (counts_here(edit)) edits.push_back(edit);
    }
  }
  shift_.offer(edits, ranking);
}

}  // namespace raccordo::aggregate
