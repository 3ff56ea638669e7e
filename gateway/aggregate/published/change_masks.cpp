#include "aggregate/published/change_masks.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace raccordo::aggregate {
namespace {

const Seat kNoSeat;

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
  std::sort(cells.begin(), cells.end(),
            [](const Contribution& left, const Contribution& right) { return left.cell < right.cell; });
}

void SeatComparison::subtract(const std::vector<Contribution>& cells, const std::vector<Contribution>& less) {
  changed_cells_.clear();
  auto old = less.begin();
  for (const auto& each : cells) {
    for (; old != less.end() && old->cell < each.cell; ++old)
      changed_cells_.push_back({old->cell, -old->value});
    const bool is_same = old != less.end() && old->cell == each.cell;
    const auto value = each.value - (is_same ? old->value : 0);
    if (is_same) ++old;
    if (value != 0) changed_cells_.push_back({each.cell, value});
  }
  for (; old != less.end(); ++old) changed_cells_.push_back({old->cell, -old->value});
}

SeatComparison::Known& SeatComparison::know(const SeatFacts& facts) {
  for (auto& known : known_) {
    if (known.facts == facts) return known;
  }
  auto& known = known_.emplace_back();
  known.facts = facts;
  list(facts, known.cells);
  return known;
}

/// Stocks are only compared, so of each state it is enough to add up what differs from staying: few cells.
SeatComparison::Known& SeatComparison::add_up(const SeatFacts& facts) {
  const auto before = known_.size();
  auto& known = know(facts);
  if (known_.size() == before) return known;
  subtract(known.cells, known_.front().cells);
  sums_.add_up(index_.stocks, changed_cells_, known.stocks);
  return known;
}

template <class Use>
void SeatComparison::for_earlier(const Seat& seat, Use use) const {
  std::array<ChangeMask, std::numeric_limits<StateNo>::max() + 1> releases_of{};
  for (unsigned release = 0; release < releases_; ++release)
    releases_of[release < seat.then.size() ? seat.then[release] : 0] |= bit(release);
  for (std::size_t state = 0; state < seat.states.size(); ++state) {
    if (releases_of[state] != 0) use(settled(seat.states[state]), releases_of[state]);
  }
}

/// The cells of the seat in the newest release, as they were counted then.
void SeatComparison::list_last(const Seat& seat) {
  cells_.clear();
  if (releases_ > 0) list(seat.then.empty() ? seat.states.front() : seat.states[seat.then.back()], cells_);
}

void SeatComparison::count(const SeatStates& states, std::vector<ChangeCounts>& counts) {
  known_.clear();
  const auto& seat = states.seat != nullptr ? *states.seat : kNoSeat;
  const auto& stays = know(states.choice->at(MoveStep::stays));
  const auto& whole = know(states.choice->at(MoveStep::whole));
  for_earlier(seat, [&](const SeatFacts& facts, ChangeMask releases) { know(facts).releases |= releases; });
  for (const auto& known : known_) {
    const auto mask = known.releases | (&known == &stays ? bit(kMovedBit) : 0);
    if (&known == &whole || mask == 0) continue;
    subtract(whole.cells, known.cells);
    sums_.add(index_.stocks, changed_cells_);
    sums_.take_all([&](std::uint32_t group, std::int64_t) { add_to_counts(counts[group], mask, 1); });
  }
  list_last(seat);
  sums_.add(index_.flows, whole.cells);
  sums_.add(index_.before, cells_);
  sums_.take_all([&](std::uint32_t group, std::int64_t) {
    const bool is_flow = watched_.groups()[group].kind == WatchKind::flow;
    if (is_flow || releases_ > 0) ++counts[group][is_flow ? kFlowBit : kResidualBit];
  });
}

void SeatComparison::list_states(const SeatStates& states) {
  known_.clear();
  for (std::size_t step = 0; step < kMoveSteps; ++step) {
    steps_[step] = &add_up(states.choice->facts[step]);
    const auto* const first = std::find(steps_.begin(), steps_.begin() + step, steps_[step]);
    const auto same = static_cast<std::size_t>(first - steps_.begin());
    if (same == step) sums_.add_up(index_.flows, steps_[step]->cells, counted_flows_[step]);
    flows_[step] = &counted_flows_[same];
  }
  const auto& seat = states.seat != nullptr ? *states.seat : kNoSeat;
  for_earlier(seat, [&](const SeatFacts& facts, ChangeMask releases) { add_up(facts).releases |= releases; });
  list_last(seat);
  sums_.add_up(index_.before, cells_, before_);
}

void SeatComparison::collect_groups() {
  groups_.clear();
  const auto add = [&](const Values& values) {
    for (const auto& each : values) set_.add(each.group);
  };
  for (const auto& known : known_) add(known.stocks);
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
  for (const auto& known : known_) {
    if (known.releases != 0) then_.push_back({{&known.stocks}, known.releases});
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
