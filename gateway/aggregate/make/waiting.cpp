#include "aggregate/make/waiting.hpp"

#include <algorithm>
#include <numeric>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostWaiting = 5;  // percent of the persons in charge
constexpr std::size_t kManyWaiting = 2;  // percent; the higher class begins here
constexpr std::size_t kFewWaiting = 20;  // never too many, however few persons there are

bool is_in_charge(const SeatFacts& facts) {
  return std::any_of(facts.cases.begin(), facts.cases.end(),
                     [](const SeatCase& item) { return item.opened != kNever && item.closed != kBefore; });
}

std::size_t persons_in_charge(const NextRelease& next) {
  const auto& choices = next.proposal.choices;
  return static_cast<std::size_t>(std::count_if(choices.begin(), choices.end(), [](const Choice& each) {
    return is_in_charge(each.at(MoveStep::whole));
  }));
}

/// The plans without the first tables of the order.
std::vector<PlannedTable> without(const WaitingCase& given, const std::vector<std::size_t>& order,
                                  std::size_t left_out) {
  std::vector<PlannedTable> kept;
  for (std::size_t table = 0; table < given.plans.size(); ++table) {
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(left_out);
    if (std::find(order.begin(), end, table) == end) kept.push_back(given.plans[table]);
  }
  return kept;
}

bool passes_without(const WaitingCase& given, const std::vector<std::size_t>& order, std::size_t left_out) {
  const auto plans = without(given, order, left_out);
  WatchList watched(plans);
  return !has_too_many_waiting(plan_next(given.before, given.facts, plans, watched, given.rules, given.key));
}

}  // namespace

bool has_too_many_waiting(const NextRelease& next) {
  return next.moves.returned > std::max(kFewWaiting, persons_in_charge(next) * kMostWaiting / 100);
}

WaitingClass waiting_of(const NextRelease& next) {
  const bool is_few = next.moves.returned * 100 < persons_in_charge(next) * kManyWaiting;
  return is_few || next.moves.returned == 0 ? WaitingClass::under_2_percent
                                            : WaitingClass::from_2_to_5_percent;
}

std::vector<std::string> tables_to_leave_out(const WaitingCase& given) {
  std::vector<std::size_t> order(given.plans.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return given.plans[one].cells > given.plans[other].cells;
  });
  std::size_t fails = 0, passes = order.size();
  while (passes - fails > 1) {
    const auto middle = (fails + passes) / 2;
    (passes_without(given, order, middle) ? passes : fails) = middle;
  }
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < passes && passes < order.size(); ++i)
    ids.push_back(given.plans[order[i]].table.definition.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace raccordo::aggregate
