#include "aggregate/published/next_release.hpp"

#include <algorithm>
#include <utility>

#include "aggregate/count/group.hpp"

namespace raccordo::aggregate {
namespace {

StateNo state_number(Seat& seat, const SeatFacts& facts) {
  const auto found = std::find(seat.states.begin(), seat.states.end(), facts);
  if (found == seat.states.end()) {
    seat.states.push_back(facts);
    return static_cast<StateNo>(seat.states.size() - 1);
  }
  return static_cast<StateNo>(found - seat.states.begin());
}

/// No release that is compared one by one shows anything of the seat.
bool is_empty_everywhere(const Seat& seat) {
  return std::all_of(seat.then.begin(), seat.then.end(),
                     [](StateNo state) { return state == 0 || state == kVaried; });
}

/// Removes seats that are empty and that no person comes back to.
void remove_unused_seats(PublishedRegister& given) {
  std::vector<std::uint8_t> has_person(given.seats.size(), 0);
  for (const auto& link : given.links) has_person[link.seat] = 1;
  std::vector<std::uint32_t> number_of(given.seats.size(), 0);
  std::vector<Seat> kept;
  for (std::size_t seat = 0; seat < given.seats.size(); ++seat) {
    if (has_person[seat] == 0 && is_empty_everywhere(given.seats[seat])) continue;
    number_of[seat] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(given.seats[seat]));
  }
  given.seats = std::move(kept);
  for (auto& link : given.links) link.seat = number_of[link.seat];
}

}  // namespace

std::vector<std::uint64_t> shown_groups(const WatchList& watched, std::span<const std::uint8_t> hidden) {
  std::vector<std::uint64_t> shown;
  for (std::uint32_t group = 0; group < watched.groups().size(); ++group) {
    const auto& terms = watched.groups()[group].terms;
    if (std::all_of(terms.begin(), terms.end(),
                    [&](const WatchTerm& term) { return hidden[term.cell] == 0; }))
      shown.push_back(watched.key(group));
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

NextRelease plan_next(const PublishedRegister& given, const model::FactSet& facts,
                      const std::vector<PlannedTable>& plans, const WatchList& watched,
                      const MoveRules& rules, std::string_view key) {
  NextRelease next;
  const auto& period = plans.front().period;
  next.proposal = propose(given, facts, plans, period, key);
  next.moves.steps.assign(next.proposal.choices.size(), MoveStep::whole);
  auto counted = plans;
  count_planned(counted, facts_of(next, period));
  const auto hidden = small_cells(counted, rules.k);
  next.moves = decide_moves(given, next.proposal, watched, plans, hidden, rules);
  return next;
}

model::FactSet facts_of(const NextRelease& next, const model::Period& period) {
  std::vector<SeatFacts> seats;
  seats.reserve(next.proposal.choices.size());
  for (std::size_t seat = 0; seat < next.proposal.choices.size(); ++seat) seats.push_back(next.facts(seat));
  return counted_facts(seats, next.proposal.codes, period);
}

std::vector<std::uint8_t> small_cells(const std::vector<PlannedTable>& plans, int k) {
  std::vector<std::uint8_t> small;
  for (const auto& plan : plans) {
    const bool is_count = plan.table.definition.measure != model::Measure::amount;
    for (const auto& cell : plan.table.cells) {
      const bool is_small = (cell.persons > 0 && cell.persons < static_cast<std::uint32_t>(k)) ||
                            (is_count && cell.value > 0 && cell.value < k);
      small.push_back(is_small ? 1 : 0);
    }
  }
  return small;
}

void hide_not_ready(const PublishedRegister& given, const NextRelease& next, const WatchList& watched,
                    std::span<std::uint8_t> hidden) {
  std::vector<std::uint32_t> group_of(hidden.size(), 0);
  for (std::uint32_t group = 0; group < watched.groups().size(); ++group) {
    const auto& terms = watched.groups()[group].terms;
    if (terms.size() == 1) group_of[terms.front().cell] = group;
  }
  for (const auto group : next.moves.not_ready) {
    const auto& terms = watched.groups()[group].terms;
    const auto is_hidden = [&](const WatchTerm& term) { return hidden[term.cell] != 0; };
    for (const auto& term : terms) {
      const bool was_shown =
          !given.releases.empty() && watched.is_in(given.releases.back().shown, group_of[term.cell]);
      if (!was_shown) hidden[term.cell] = 1;
    }
    if (std::none_of(terms.begin(), terms.end(), is_hidden)) hidden[terms.back().cell] = 1;
  }
}

void add_release(PublishedRegister& given, NextRelease next, EarlierRelease release, const WatchList& watched,
                 std::span<const std::uint8_t> hidden, std::size_t compared) {
  const auto earlier = given.releases.size();
  for (const auto number : next.proposal.new_numbers) {
    auto& seat = given.seats.emplace_back();
    seat.number = number;
    seat.then.assign(earlier, 0);
  }
  std::vector<std::uint8_t> has_person(given.seats.size(), 0);
  for (const auto& link : next.proposal.links) has_person[link.seat] = 1;
  for (std::size_t number = 0; number < given.seats.size(); ++number) {
    auto& seat = given.seats[number];
    seat.then.push_back(state_number(seat, next.facts(number)));
    seat.vacant_for = static_cast<std::uint16_t>(has_person[number] != 0 ? 0 : seat.vacant_for + 1);
  }
  given.codes = std::move(next.proposal.codes);
  given.links = std::move(next.proposal.links);
  release.shown = shown_groups(watched, hidden);
  given.releases.push_back(std::move(release));
  while (given.releases.size() > std::clamp<std::size_t>(compared, 2, kMostReleases)) merge_oldest(given);
  remove_unused_seats(given);
}

}  // namespace raccordo::aggregate
