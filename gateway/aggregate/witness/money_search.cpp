#include "aggregate/witness/money_search.hpp"

#include <algorithm>

#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostNeighbours = 40;
constexpr int kMostGivers = 12;              // persons who together give up a sum
constexpr AttributeValue kSmallShare = 100;  // cents that everybody keeps who had more

}  // namespace

void MoneySearch::start(CellNo cell, std::span<const PersonNo> barred) {
  cell_ = cell;
  barred_ = barred;
  spared_.reset();
  draft_.open(cell, pools_.behind(cell));
}

bool MoneySearch::may_change(PersonNo person, const std::vector<Edit>& taken) const {
  const auto is_taken = [&](const Edit& edit) { return edit.person == person; };
  return std::none_of(taken.begin(), taken.end(), is_taken) && person != spared_ &&
         std::find(barred_.begin(), barred_.end(), person) == barred_.end();
}

std::optional<FoundWitness> MoneySearch::empty(CellNo cell, std::span<const PersonNo> barred,
                                               std::optional<PersonNo> spared) {
  start(cell, barred);
  spared_ = spared;
  std::vector<Edit> edits;
  for (const auto person : pools_.behind(cell)) {
    if (person == spared) continue;
    if (!may_change(person, edits)) return std::nullopt;
    people_.copy(person, dossier_);
    list_values(Attribute::amount, dossier_, amounts_);
    for (const auto amount : amounts_) {
      const Edit edit{person, Attribute::amount, amount, kNoAmount};
      if (counts_here(edit)) edits.push_back(edit);
    }
  }
  return balance(std::move(edits), spared ? Goal::isolates : Goal::empties);
}

/// Amounts of the person that count elsewhere need not change.
bool MoneySearch::counts_here(const Edit& edit) {
  if (edit.from == kNoAmount) return false;
  return edit.from == 0 || (draft_.weigh({&edit, 1}) && draft_.trial_value(cell_) != 0);
}

std::optional<FoundWitness> MoneySearch::fill(CellNo cell, std::span<const PersonNo> barred) {
  start(cell, barred);
  const auto& counted = space_.counted(cell);
  const auto share = std::max(counted.value / std::max<std::int64_t>(counted.persons, 1), kSmallShare);
  auto missing =
      wanted_persons(counted.persons, space_.rules_of(cell).k) - static_cast<std::int64_t>(counted.persons);
  std::vector<Edit> edits;
  for (const auto person : pools_.without_amount(cell)) {
    if (missing == 0) break;
    if (!may_change(person, edits)) continue;
    const Edit edit{person, Attribute::amount, kNoAmount, share};
    const auto trial = draft_.weigh({&edit, 1});
    if (!trial || trial->persons != 1) continue;
    edits.push_back(edit);
    --missing;
  }
  if (missing > 0) return std::nullopt;
  return balance(std::move(edits), Goal::fills);
}

FoundWitness MoneySearch::shift(CellNo cell, const LargestShares& shares, Goal goal, const Rules& rules) {
  start(cell, {});
  // What stands on this person alone may become empty, nothing else.
  draft_.open(cell, {&shares.person, 1});
  const auto least = least_shift(shares, rules);
  std::vector<Edit> edits;
  const auto by = goal == Goal::raises_sum ? least : -least;
  if (reshare_one(cell, shares.person, by, edits) != by) {
    edits = scale(shares.person, goal, rules);
  }
  if (auto found = balance(std::move(edits), goal)) return std::move(*found);
  const Edit edit{shares.person, Attribute::presence, 1, goal == Goal::raises_sum ? 2 : 0};
  draft_.adopt({&edit, 1});
  return {{goal, {draft_.edits()}}, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

/// All amounts of a person, p percent up or down, in an order in which none becomes one that is yet to
/// change.
std::vector<Edit> MoneySearch::scale(PersonNo person, Goal goal, const Rules& rules) {
  people_.copy(person, dossier_);
  list_values(Attribute::amount, dossier_, amounts_);
  std::sort(amounts_.begin(), amounts_.end());
  if (goal == Goal::raises_sum) std::reverse(amounts_.begin(), amounts_.end());
  std::vector<Edit> edits;
  for (const auto amount : amounts_) {
    if (amount <= 0) continue;
    const auto step = (amount * rules.p_percent + 99) / 100;
    edits.push_back(
        {person, Attribute::amount, amount, goal == Goal::raises_sum ? amount + step : amount - step});
  }
  return edits;
}

/// Completes changes of the cell by opposite ones elsewhere, as cheaply as it can.
std::optional<FoundWitness> MoneySearch::balance(std::vector<Edit> edits, Goal goal) {
  const auto alone = draft_.weigh(edits);
  if (!alone) return std::nullopt;
  auto best = edits;
  double cost = alone->total();
  int tried = 0;
  for (const auto& neighbour : only_ ? std::vector{*only_} : neighbourhood_.around(cell_, draft_)) {
    if (cost <= neighbour.estimate || ++tried > kMostNeighbours) break;
    auto whole = edits;
    if (!counter_shares(neighbour, alone->value, whole)) continue;
    const auto trial = draft_.weigh(whole);
    if (!trial || trial->value != alone->value || trial->total() >= cost) continue;
    cost = trial->total();
    best = std::move(whole);
  }
  draft_.adopt(best);
  return FoundWitness{{goal, {draft_.edits()}}, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

bool MoneySearch::counter_shares(const Neighbour& neighbour, std::int64_t by, std::vector<Edit>& edits) {
  const auto table = space_.table_of(cell_);
  const auto beside = space_.with(table, cell_, neighbour.first, neighbour.first_category);
  if (!reshare(beside, -by, edits)) return false;
  if (neighbour.is_line()) return true;
  const auto above = space_.with(table, cell_, neighbour.second, neighbour.second_category);
  const auto across = space_.with(table, beside, neighbour.second, neighbour.second_category);
  return reshare(above, -by, edits) && reshare(across, by, edits);
}

/// Changes amounts of persons behind a cell by `by` in all. One who has enough will do, else several give.
bool MoneySearch::reshare(CellNo cell, std::int64_t by, std::vector<Edit>& edits) {
  const auto before = edits.size();
  for (const auto person : pools_.behind(cell)) {
    if (by == 0) break;
    if (!may_change(person, edits)) continue;
    if (reshare_one(cell, person, by, edits) == by) return true;
  }
  auto left = by;
  for (const auto person : pools_.behind(cell)) {
    if (left == 0 || edits.size() - before >= kMostGivers) break;
    if (!may_change(person, edits)) continue;
    people_.copy(person, dossier_);
    list_values(Attribute::amount, dossier_, amounts_);
    const auto largest = amounts_.empty() ? 0 : *std::max_element(amounts_.begin(), amounts_.end());
    if (left < 0 && largest > kSmallShare) {
      left -= reshare_one(cell, person, std::max(left, kSmallShare - largest), edits);
    }
  }
  return left == 0;
}

/// Changes one amount of a person so that the cell changes by `by`; returns by how much it did: `by` or 0.
std::int64_t MoneySearch::reshare_one(CellNo cell, PersonNo person, std::int64_t by,
                                      std::vector<Edit>& edits) {
  people_.copy(person, dossier_);
  list_values(Attribute::amount, dossier_, amounts_);
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
