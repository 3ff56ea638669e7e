#include "aggregate/published/change_masks.hpp"

#include <algorithm>
#include <cstdlib>

namespace raccordo::aggregate {
namespace {

const Seat kNoSeat;

ChangeMask if_differs(std::int64_t one, std::int64_t other, unsigned number) {
  return one != other ? bit(number) : 0;
}

}  // namespace

SeatComparison::SeatComparison(std::size_t releases, WatchList& watched, PersonCounter& counter,
                               const model::Period& period)
    : releases_(releases),
      watched_(watched),
      counter_(counter),
      period_(period),
      set_(watched.groups().size()) {}

std::int64_t SeatComparison::Cursor::value_of(std::uint32_t group) {
  while (at < values->size() && (*values)[at].group < group) ++at;
  return at < values->size() && (*values)[at].group == group ? (*values)[at].value : 0;
}

void SeatComparison::list(const SeatFacts& facts) {
  contributions_.clear();
  if (facts.is_empty()) return;
  lay_out(facts, period_, columns_);
  counter_.list_all(columns_, contributions_);
}

const SeatComparison::Values* SeatComparison::value(const SeatFacts& facts) {
  for (const auto& known : known_) {
    if (known.facts == facts) return &known.values;
  }
  list(facts);
  known_.push_back({facts, {}});
  watched_.values(contributions_, known_.back().values);
  return &known_.back().values;
}

void SeatComparison::list_states(const SeatStates& states) {
  known_.clear();
  for (std::size_t step = 0; step < kMoveSteps; ++step) values_[step] = value(states.choice->facts[step]);
  const auto& seat = states.seat != nullptr ? *states.seat : kNoSeat;
  then_ = seat.then;
  then_.resize(releases_, 0);
  states_.clear();
  for (const auto& state : seat.states) states_.push_back(value(settled(state)));
  before_.clear();
  if (releases_ == 0) return;
  list(seat.states[then_.back()]);
  watched_.values_before(contributions_, before_);
}

void SeatComparison::collect_groups() {
  groups_.clear();
  const auto add = [&](const Values& values) {
    for (const auto& each : values) set_.add(each.group);
  };
  for (const auto& known : known_) add(known.values);
  add(before_);
  set_.take_all([&](std::uint32_t group) { groups_.push_back(group); });
}

void SeatComparison::add_then(std::uint32_t group, const std::array<std::int64_t, kMoveSteps>& now,
                              const std::vector<std::int64_t>& then, SeatChange& change) const {
  if (watched_.groups()[group].kind != WatchKind::stock) return;
  for (std::size_t step = 0; step < kMoveSteps; ++step) {
    for (unsigned release = 0; release < releases_; ++release) {
      if (then_[release] != kVaried)
        change.masks[step] |= if_differs(now[step], then[then_[release]], release);
    }
    change.masks[step] |= if_differs(now[step], now.front(), kMovedBit);
  }
}

void SeatComparison::compare(const SeatStates& states, std::vector<SeatChange>& out) {
  out.clear();
  list_states(states);
  collect_groups();
  std::array<Cursor, kMoveSteps> steps;
  for (std::size_t step = 0; step < kMoveSteps; ++step) steps[step].values = values_[step];
  Cursor before{&before_};
  std::vector<Cursor> cursors;
  for (const auto* values : states_) cursors.push_back({values});
  std::vector<std::int64_t> then(states_.size());
  for (const auto group : groups_) {
    std::array<std::int64_t, kMoveSteps> now{};
    for (std::size_t step = 0; step < kMoveSteps; ++step) now[step] = steps[step].value_of(group);
    for (std::size_t i = 0; i < cursors.size(); ++i) then[i] = cursors[i].value_of(group);
    const auto gone = before.value_of(group);
    SeatChange change{group};
    const auto& watched = watched_.groups()[group];
    for (std::size_t step = 0; step < kMoveSteps; ++step) {
      if (watched.kind == WatchKind::flow) {
        change.masks[step] = if_differs(now[step], 0, kFlowBit);
        change.amounts[step] = watched.is_amount ? std::abs(now[step]) : 0;
      } else if (watched.kind == WatchKind::residual && releases_ > 0) {
        change.masks[step] = if_differs(now[step] + gone, 0, kResidualBit);
      }
    }
    add_then(group, now, then, change);
    const auto differs = [](ChangeMask mask) { return mask != 0; };
    if (std::any_of(change.masks.begin(), change.masks.end(), differs)) out.push_back(change);
  }
}

}  // namespace raccordo::aggregate
