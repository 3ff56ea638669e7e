#include "aggregate/published/published_register.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace raccordo::aggregate {
namespace {

void forget_unused_states(Seat& seat) {
  std::vector<SeatFacts> kept{SeatFacts{}};
  std::vector<StateNo> number_of(seat.states.size(), 0);
  for (std::size_t state = 1; state < seat.states.size(); ++state) {
    const auto is_used = [&](StateNo each) { return each == state; };
    if (std::none_of(seat.then.begin(), seat.then.end(), is_used)) continue;
    number_of[state] = static_cast<StateNo>(kept.size());
    kept.push_back(std::move(seat.states[state]));
  }
  for (auto& state : seat.then) {
    if (state != kVaried) state = number_of[state];
  }
  seat.states = std::move(kept);
}

}  // namespace

void merge_oldest(PublishedRegister& given) {
  auto& releases = given.releases;
  if (releases.size() < 2) return;
  std::vector<std::uint64_t> shown;
  std::set_union(releases[0].shown.begin(), releases[0].shown.end(), releases[1].shown.begin(),
                 releases[1].shown.end(), std::back_inserter(shown));
  releases[1].shown = std::move(shown);
  releases[1].is_merged = true;
  releases.erase(releases.begin());
  for (auto& seat : given.seats) {
    if (seat.then[0] != seat.then[1]) seat.then[1] = kVaried;
    seat.then.erase(seat.then.begin());
    forget_unused_states(seat);
  }
}

model::FactSet facts_of_release(const PublishedRegister& given, std::size_t release,
                                const model::Period& period) {
  std::vector<SeatFacts> seats;
  seats.reserve(given.seats.size());
  for (const auto& seat : given.seats) seats.push_back(seat.in(release));
  return counted_facts(seats, given.codes, period);
}

}  // namespace raccordo::aggregate
