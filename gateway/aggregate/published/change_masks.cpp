#include "aggregate/published/change_masks.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace raccordo::aggregate {
namespace {

const Seat kNoSeat;
constexpr std::size_t kMostKnown = std::numeric_limits<StateNo>::max() + 1 + kMoveSteps;

ChangeMask if_differs(std::int64_t one, std::int64_t other, unsigned number) {
  return one != other ? bit(number) : 0;
}

}  // namespace

void add_to_counts(ChangeCounts& counts, ChangeMask mask, int change) {
  for (; mask != 0; mask &= mask - 1)
    counts[static_cast<std::size_t>(std::countr_zero(mask))] += static_cast<std::uint32_t>(change);
}

SeatComparison::SeatComparison(std::size_t releases, const WatchList& watched, const WatchIndex& index,
                               PersonCounter& counter, const model::Period& period)
    : releases_(releases),
      watched_(watched),
      index_(index),
      counter_(counter),
      period_(period),
      sums_(watched.groups().size()),
      known_(kMostKnown),
      values_(counter.cells(), 0),
      set_(watched.groups().size()) {}

std::int64_t SeatComparison::Cursor::value_of(std::uint32_t group) {
  while (at < values->size() && (*values)[at].group < group) ++at;
  return at < values->size() && (*values)[at].group == group ? (*values)[at].value : 0;
}

void SeatComparison::list(const SeatFacts& facts, std::vector<Contribution>& cells) {
  cells.clear();
  if (facts.is_empty()) return;
  lay_out(facts, period_, columns_);
  counter_.list_all(columns_, cells);
}

void SeatComparison::subtract(const std::vector<Contribution>& cells, const std::vector<Contribution>& less) {
  changed_cells_.clear();
  for (const auto& each : cells) values_[each.cell] += each.value;
  for (const auto& each : less) values_[each.cell] -= each.value;
  for (const auto* list : {&cells, &less}) {
    for (const auto& each : *list) {
      if (const auto value = std::exchange(values_[each.cell], 0); value != 0)
        changed_cells_.push_back({each.cell, value});
    }
  }
}

void SeatComparison::forget() {
  known_count_ = 0;
  settled_.clear();
}

SeatComparison::Known* SeatComparison::find(const SeatFacts& facts) {
  for (auto& each : known()) {
    if (*each.facts == facts) return &each;
  }
  return nullptr;
}

SeatComparison::Known& SeatComparison::know(const SeatFacts& facts) {
  if (auto* const found = find(facts)) return *found;
  auto& added = known_[known_count_++];
  added.facts = &facts;
  added.stocks.clear();
  added.releases = 0;
  list(facts, added.cells);
  return added;
}

/// Stocks are only compared, so of each state it is enough to add up what differs from staying: few cells.
SeatComparison::Known& SeatComparison::add_up(const SeatFacts& facts) {
  const auto before = known_count_;
  auto& found = know(facts);
  if (known_count_ == before) return found;
  subtract(found.cells, known_.front().cells);
  sums_.add_up(index_.stocks, changed_cells_, found.stocks);
  return found;
}

template <class Use>
void SeatComparison::for_earlier(const Seat& seat, Use use) {
  std::array<ChangeMask, std::numeric_limits<StateNo>::max() + 1> releases_of{};
  for (unsigned release = 0; release < releases_; ++release)
    releases_of[release < seat.then.size() ? seat.then[release] : 0] |= bit(release);
  for (std::size_t state = 0; state < seat.states.size(); ++state) {
    if (releases_of[state] == 0) continue;
    const auto& was = seat.states[state];
    use(is_settled(was) ? was : settled_.emplace_back(settled(was)), releases_of[state]);
  }
}

const std::vector<Contribution>& SeatComparison::list_last(const Seat& seat) {
  cells_.clear();
  if (releases_ == 0) return cells_;
  const auto& last = seat.then.empty() ? seat.states.front() : seat.states[seat.then.back()];
  if (const auto* const same = find(last)) return same->cells;
  list(last, cells_);
  return cells_;
}

void SeatComparison::count(const SeatStates& states, std::vector<ChangeCounts>& counts) {
  forget();
  const auto& seat = states.seat != nullptr ? *states.seat : kNoSeat;
  const auto& stays = know(states.choice->at(MoveStep::stays));
  const auto& whole = know(states.choice->at(MoveStep::whole));
  for_earlier(seat, [&](const SeatFacts& facts, ChangeMask releases) { know(facts).releases |= releases; });
  for (const auto& each : known()) {
    const auto mask = each.releases | (&each == &stays ? bit(kMovedBit) : 0);
    if (&each == &whole || mask == 0) continue;
    subtract(whole.cells, each.cells);
    sums_.add(index_.stocks, changed_cells_);
    sums_.take_all([&](std::uint32_t group, std::int64_t) { add_to_counts(counts[group], mask, 1); });
  }
  // Nothing came or went with who is the same as in the release before, all of it settled.
  const auto& last = list_last(seat);
  if (releases_ > 0 && &last == &whole.cells && is_settled(*whole.facts)) return;
  sums_.add(index_.flows, whole.cells);
  sums_.add(index_.before, last);
  sums_.take_all([&](std::uint32_t group, std::int64_t) {
    const bool is_flow = watched_.groups()[group].kind == WatchKind::flow;
    if (is_flow || releases_ > 0) ++counts[group][is_flow ? kFlowBit : kResidualBit];
  });
}

void SeatComparison::list_states(const SeatStates& states) {
  forget();
  for (std::size_t step = 0; step < kMoveSteps; ++step) {
    steps_[step] = &add_up(states.choice->facts[step]);
    const auto* const first = std::find(steps_.begin(), steps_.begin() + step, steps_[step]);
    const auto same = static_cast<std::size_t>(first - steps_.begin());
    if (same == step) sums_.add_up(index_.flows, steps_[step]->cells, counted_flows_[step]);
    flows_[step] = &counted_flows_[same];
  }
  const auto& seat = states.seat != nullptr ? *states.seat : kNoSeat;
  for_earlier(seat, [&](const SeatFacts& facts, ChangeMask releases) { add_up(facts).releases |= releases; });
  sums_.add_up(index_.before, list_last(seat), before_);
}

void SeatComparison::collect_groups() {
  groups_.clear();
  const auto add = [&](const Values& values) {
    for (const auto& each : values) set_.add(each.group);
  };
  for (const auto& each : known()) add(each.stocks);
  for (const auto* flows : flows_) add(*flows);
  add(before_);
  set_.take_all([&](std::uint32_t group) { groups_.push_back(group); });
}

void SeatComparison::compare_stock(const std::array<std::int64_t, kMoveSteps>& now, SeatChange& change) {
  for (auto& [cursor, releases] : then_) {
    const auto value = cursor.value_of(change.group);
    for (std::size_t step = 0; step < kMoveSteps; ++step)
      change.masks[step] |= now[step] != value ? releases : 0;
  }
  for (std::size_t step = 1; step < kMoveSteps; ++step)
    change.masks[step] |= if_differs(now[step], now.front(), kMovedBit);
}

void SeatComparison::compare_period(const std::array<std::int64_t, kMoveSteps>& now, std::int64_t gone,
                                    SeatChange& change, StepAmounts& amounts) const {
  const auto& watched = watched_.groups()[change.group];
  for (std::size_t step = 0; step < kMoveSteps; ++step) {
    if (watched.kind == WatchKind::flow) {
      change.masks[step] = if_differs(now[step], 0, kFlowBit);
      amounts[step] = watched.is_amount ? std::abs(now[step]) : 0;
    } else if (releases_ > 0) {
      change.masks[step] = if_differs(now[step] + gone, 0, kResidualBit);
    }
  }
}

void SeatComparison::compare(const SeatStates& states, ChangeList& out) {
  out.clear();
  list_states(states);
  collect_groups();
  std::array<Cursor, kMoveSteps> steps, flows;
  for (std::size_t step = 0; step < kMoveSteps; ++step) {
    steps[step].values = &steps_[step]->stocks;
    flows[step].values = flows_[step];
  }
  Cursor before{&before_};
  then_.clear();
  for (const auto& each : known()) {
    if (each.releases != 0) then_.push_back({{&each.stocks}, each.releases});
  }
  for (const auto group : groups_) {
    const bool is_stock = watched_.groups()[group].kind == WatchKind::stock;
    auto& at = is_stock ? steps : flows;
    std::array<std::int64_t, kMoveSteps> now{};
    for (std::size_t step = 0; step < kMoveSteps; ++step) now[step] = at[step].value_of(group);
    SeatChange change{group};
    StepAmounts amounts{};
    is_stock ? compare_stock(now, change) : compare_period(now, before.value_of(group), change, amounts);
    if ((change.masks[0] | change.masks[1] | change.masks[2]) == 0) continue;
    if (amounts != StepAmounts{}) {
      change.amount = static_cast<std::uint32_t>(out.amounts.size());
      out.amounts.push_back(amounts);
    }
    out.changes.push_back(change);
  }
}

}  // namespace raccordo::aggregate
