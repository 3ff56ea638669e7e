#include "aggregate/witness/money_search.hpp"

#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/witness/moves/largest_amount.hpp"

namespace raccordo::aggregate {

MoneySearch::MoneySearch(const CellSpace& space, const Register& people, PersonCounter& counter,
                         const Pools& pools, const HiddenCells& hidden, Draft& draft)
    : space_(space),
      side_(space, people, counter),
      pools_(pools),
      draft_(draft),
      target_(space, pools, draft),
      ranking_(draft, space.layers()),
      neighbourhood_(space, hidden),
      shift_(space, people, pools, target_, neighbourhood_, draft),
      amount_out_(target_, draft, shift_),
      amount_in_(space, pools, target_, draft, shift_) {}

/// Nothing if the move has no offer.
std::optional<FoundWitness> MoneySearch::ask(Move& move, const Step& step, Goal goal) {
  ranking_.begin({}, kEveryLayer);
  if (move.fits(step)) move.propose(step, ranking_);
  if (!ranking_.adopt_best()) return std::nullopt;
  return FoundWitness{{goal, {draft_.edits()}}, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

std::optional<FoundWitness> MoneySearch::empty(CellNo cell, std::span<const PersonNo> barred,
                                               std::optional<PersonNo> spared) {
  target_.aim(cell, barred, spared);
  draft_.open(cell, pools_.behind(cell));
  if (space_.is_difference(cell)) target_.look_round(side_.of(cell, target_.own().front()));
  std::vector<PersonNo> leaving;
  for (const auto person : pools_.behind(cell)) {
    if (person != spared) leaving.push_back(person);
  }
  return ask(amount_out_, {leaving}, spared ? Goal::isolates : Goal::empties);
}

std::optional<FoundWitness> MoneySearch::fill(CellNo cell, std::span<const PersonNo> barred) {
  target_.aim(cell, barred, std::nullopt);
  draft_.open(cell, pools_.behind(cell));
  const auto persons = space_.counted(cell).persons;
  const auto wanted = wanted_persons(persons, space_.rules_of(cell).k);
  return ask(amount_in_, {{}, wanted - static_cast<std::int64_t>(persons)}, Goal::fills);
}

FoundWitness MoneySearch::shift(CellNo cell, const LargestShares& shares, Goal goal, const Rules& rules) {
  target_.aim(cell, {}, std::nullopt);
  // Only cells that count this person alone may become empty.
  draft_.open(cell, {&shares.person, 1});
  LargestAmount largest(target_, shift_, shares, goal, rules);
  if (auto found = ask(largest, {}, goal)) return std::move(*found);
  const Edit edit{shares.person, Attribute::presence, 1, goal == Goal::raises_sum ? 2 : 0};
  draft_.adopt({&edit, 1});
  return {{goal, {draft_.edits()}}, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

}  // namespace raccordo::aggregate
