#include "aggregate/witness/moves/amount_shift.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr int kMostNeighbours = 40;
constexpr int kMostGivers = 12;              // maximum number of persons who reduce their amounts together
constexpr AttributeValue kSmallShare = 100;  // cents that everybody keeps who had more

}  // namespace

bool AmountShift::may_change(PersonNo person, const std::vector<Edit>& edits) const {
  const auto is_named = [&](const Edit& edit) { return edit.person == person; };
  return std::none_of(edits.begin(), edits.end(), is_named) && target_.may_change(person);
}

const std::vector<AttributeValue>& AmountShift::amounts_of(PersonNo person) {
  people_.copy(person, dossier_);
  list_values(Attribute::amount, dossier_, amounts_);
  return amounts_;
}

void AmountShift::offer(const std::vector<Edit>& edits, Ranking& ranking) {
  ranking.begin({}, layers_);
  const auto alone = draft_.weigh(edits);
  if (!alone) return;
  ranking.begin({{}, alone->value}, layers_);
  ranking.offer(edits);
  int tried = 0;
  for (const auto& neighbour : only_ ? std::vector{*only_} : neighbourhood_.around(target_.cell(), draft_)) {
    if (ranking.is_good_enough(neighbour) || ++tried > kMostNeighbours) break;
    auto whole = edits;
    if (counter(neighbour, alone->value, whole)) ranking.offer(std::move(whole));
  }
}

bool AmountShift::counter(const Neighbour& neighbour, std::int64_t by, std::vector<Edit>& edits) {
  const auto beside = target_.beside(neighbour.first, neighbour.first_category);
  if (!reshare(beside, -by, edits)) return false;
  if (neighbour.is_line()) return true;
  const auto above = target_.beside(neighbour.second, neighbour.second_category);
  const auto across = space_.with(target_.table(), beside, neighbour.second, neighbour.second_category);
  return reshare(above, -by, edits) && reshare(across, by, edits);
}

/// Changes amounts of persons of a cell by `by` in total: of one who has enough, else of several.
bool AmountShift::reshare(CellNo cell, std::int64_t by, std::vector<Edit>& edits) {
  const auto before = edits.size();
  for (const auto person : pools_.behind(cell)) {
    if (by == 0) break;
    if (!may_change(person, edits)) continue;
    if (change_one(cell, person, by, edits) == by) return true;
  }
  auto left = by;
  for (const auto person : pools_.behind(cell)) {
    if (left == 0 || edits.size() - before >= kMostGivers) break;
    if (!may_change(person, edits)) continue;
    const auto& amounts = amounts_of(person);
    const auto largest = amounts.empty() ? 0 : *std::max_element(amounts.begin(), amounts.end());
    if (left < 0 && largest > kSmallShare) {
      left -= change_one(cell, person, std::max(left, kSmallShare - largest), edits);
    }
  }
  return left == 0;
}

std::int64_t AmountShift::change_one(CellNo cell, PersonNo person, std::int64_t by,
                                     std::vector<Edit>& edits) {
  amounts_of(person);
  std::sort(amounts_.rbegin(), amounts_.rend());
  for (const auto amount : amounts_) {
    if (amount == kNoAmount || amount + by < std::min(amount, kSmallShare)) continue;
    const Edit edit{person, Attribute::amount, amount, amount + by};
    if (!draft_.weigh({&edit, 1}) || draft_.trial_value(cell) != by) continue;
    edits.push_back(edit);
    return by;
  }
  return 0;
}

}  // namespace raccordo::aggregate
