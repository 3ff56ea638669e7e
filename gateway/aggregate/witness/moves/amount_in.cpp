#include "aggregate/witness/moves/amount_in.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

constexpr AttributeValue kLeastShare = 100;  // cents

}  // namespace

void AmountIn::propose(const Step& step, Ranking& ranking) {
  const auto& counted = space_.counted(target_.sought());
  const auto share = std::max(counted.value / std::max<std::int64_t>(counted.persons, 1), kLeastShare);
  auto missing = step.coming;
  std::vector<Edit> edits;
  for (const auto person : pools_.without_amount(target_.sought())) {
    if (missing == 0) break;
    if (!shift_.may_change(person, edits)) continue;
    const Edit edit{person, Attribute::amount, kNoAmount, share};
    const auto trial = draft_.weigh({&edit, 1});
    if (!trial || trial->persons != 1) continue;
    edits.push_back(edit);
    --missing;
  }
  if (missing <= 0) shift_.offer(edits, ranking);
}

}  // namespace raccordo::aggregate
