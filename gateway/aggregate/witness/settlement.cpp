#include "aggregate/witness/settlement.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

constexpr int kMostTakers = 6;  // maximum number of persons tried as receivers of a sum

}  // namespace

Settlement::Settlement(const CellSpace& space, const Register& people, PersonCounter& counter,
                       const Pools& pools, Draft& draft)
    : people_(people), counter_(counter), pools_(pools), draft_(draft) {
  for (std::size_t table = 0; table < counter.tables(); ++table) {
    if (space.plan(table).table.definition.measure == model::Measure::amount) of_money_.push_back(table);
  }
}

bool Settlement::concerns(Attribute attribute) const {
  return std::any_of(of_money_.begin(), of_money_.end(),
                     [&](std::size_t table) { return counter_.depends(table, attribute); });
}

bool Settlement::settle(PersonNo one, PersonNo other, const std::function<bool(PersonNo)>& may_change,
                        std::vector<Edit>& edits) {
  return settle_one(one, may_change, edits) && settle_one(other, may_change, edits);
}

bool Settlement::settle_one(PersonNo person, const std::function<bool(PersonNo)>& may_change,
                            std::vector<Edit>& edits) {
  people_.copy(person, dossier_);
  list_.clear();
  for (const auto table : of_money_) {
    const auto before = list_.size();
    counter_.list(table, dossier_, list_);
    // Several tables, or several finest cells of one, would have to be settled together.
    if (before != 0 && list_.size() != before) return false;
  }
  if (list_.empty()) return true;
  const auto by_cell = [](const Contribution& left, const Contribution& right) {
    return left.cell < right.cell;
  };
  const auto [total, finest] = std::minmax_element(list_.begin(), list_.end(), by_cell);
  if (total->value != finest->value) return false;
  const auto cell = finest->cell;
  const auto sum = finest->value;
  list_values(Attribute::amount, dossier_, amounts_);
  for (const auto amount : amounts_) {
    if (amount != kNoAmount) edits.push_back({person, Attribute::amount, amount, kNoAmount});
  }
  return sum == 0 || hand_over(cell, sum, may_change, edits);
}

bool Settlement::hand_over(CellNo cell, std::int64_t sum, const std::function<bool(PersonNo)>& may_change,
                           std::vector<Edit>& edits) {
  int asked = 0;
  for (const auto taker : pools_.behind(cell)) {
    const auto is_his = [&](const Edit& edit) { return edit.person == taker; };
    if (!may_change(taker) || std::any_of(edits.begin(), edits.end(), is_his)) continue;
    if (++asked > kMostTakers) return false;
    people_.copy(taker, dossier_);
    list_values(Attribute::amount, dossier_, amounts_);
    for (const auto amount : amounts_) {
      if (amount == kNoAmount) continue;
      const Edit edit{taker, Attribute::amount, amount, amount + sum};
      if (!draft_.weigh({&edit, 1}) || draft_.trial_value(cell) != sum) continue;
      edits.push_back(edit);
      return true;
    }
  }
  return false;
}

}  // namespace raccordo::aggregate
