#include "aggregate/evidence/published_format.hpp"

#include <algorithm>
#include <limits>

namespace raccordo::aggregate {
namespace {

constexpr int kMostAge = 200;

std::uint32_t get_index(ByteReader& in, std::size_t size) {
  return static_cast<std::uint32_t>(in.number_up_to(static_cast<std::int64_t>(size) - 1));
}

Moment get_moment(ByteReader& in) { return static_cast<Moment>(in.number_up_to(kLingering)); }

void put_case(ByteWriter& out, const SeatCase& item, Origins origins) {
  for (const auto code : {item.owner, item.residence, item.citizenship, item.channel, item.closure})
    out.number(code);
  if (origins == Origins::told) {
    out.number(item.sender);
    out.number(item.is_report ? 1 : 0);
  }
  out.number(item.opened);
  out.number(item.closed);
  out.number(static_cast<std::int64_t>(item.needs.size()));
  for (const auto need : item.needs) out.number(need);
  out.number(static_cast<std::int64_t>(item.interventions.size()));
  for (const auto& each : item.interventions) {
    for (const auto code : {each.area, each.type, each.management}) out.number(code);
    out.number(each.start);
    out.number(each.end);
    out.number(each.has_amount ? 1 : 0);
    if (each.has_amount) out.number(each.amount_cents);
  }
}

SeatCase get_case(ByteReader& in, std::size_t codes, Origins origins) {
  SeatCase item;
  for (auto* code : {&item.owner, &item.residence, &item.citizenship, &item.channel, &item.closure})
    *code = get_index(in, codes);
  if (origins == Origins::told) {
    item.sender = get_index(in, codes);
    item.is_report = in.number_up_to(1) == 1;
  }
  item.opened = get_moment(in);
  item.closed = get_moment(in);
  item.needs.resize(in.count());
  for (auto& need : item.needs) need = get_index(in, codes);
  item.interventions.resize(in.count());
  for (auto& each : item.interventions) {
    for (auto* code : {&each.area, &each.type, &each.management}) *code = get_index(in, codes);
    each.start = get_moment(in);
    each.end = get_moment(in);
    each.has_amount = in.number_up_to(1) == 1;
    if (each.has_amount) each.amount_cents = in.number();
  }
  return item;
}

void put_seat_facts(ByteWriter& out, const SeatFacts& facts, Origins origins) {
  out.number(facts.sex);
  out.number(facts.age + 1);
  out.number(static_cast<std::int64_t>(facts.cases.size()));
  for (const auto& item : facts.cases) put_case(out, item, origins);
}

SeatFacts get_seat_facts(ByteReader& in, std::size_t codes, Origins origins) {
  SeatFacts facts;
  facts.sex = get_index(in, codes);
  facts.age = static_cast<int>(in.number_up_to(kMostAge)) - 1;
  facts.cases.resize(in.count());
  for (auto& item : facts.cases) item = get_case(in, codes, origins);
  return facts;
}

Seat get_seat(ByteReader& in, std::size_t codes, std::size_t releases, Origins origins) {
  Seat seat;
  seat.number = static_cast<std::uint64_t>(in.number());
  seat.vacant_for = static_cast<std::uint16_t>(in.number_up_to(std::numeric_limits<std::uint16_t>::max()));
  seat.states.resize(in.count() + 1);
  for (std::size_t i = 1; i < seat.states.size(); ++i) seat.states[i] = get_seat_facts(in, codes, origins);
  if (seat.states.size() > kVaried) throw BadBytes("a seat has too many states");
  seat.then.resize(releases);
  for (auto& state : seat.then) {
    state = static_cast<StateNo>(in.number_up_to(kVaried));
    if (state != kVaried && state >= seat.states.size()) throw BadBytes("a state is not there");
  }
  return seat;
}

void put_keys(ByteWriter& out, const std::vector<std::uint64_t>& keys) {
  out.number(static_cast<std::int64_t>(keys.size()));
  for (const auto key : keys) out.number(static_cast<std::int64_t>(key));
}

std::vector<std::uint64_t> get_keys(ByteReader& in) {
  std::vector<std::uint64_t> keys(in.count());
  for (auto& key : keys) key = static_cast<std::uint64_t>(in.number());
  if (!std::is_sorted(keys.begin(), keys.end())) throw BadBytes("groups are out of order");
  return keys;
}

}  // namespace

void put_published(ByteWriter& out, const PublishedRegister& published, Origins origins) {
  out.number(static_cast<std::int64_t>(published.codes.size()));
  for (model::CodeNo code = 1; code < published.codes.size(); ++code) out.text(published.codes.text(code));
  out.number(static_cast<std::int64_t>(published.releases.size()));
  for (const auto& release : published.releases) {
    out.text(release.release_id);
    out.text(release.period);
    out.number(release.is_merged ? 1 : 0);
    put_keys(out, release.shown);
  }
  out.number(static_cast<std::int64_t>(published.seats.size()));
  for (const auto& seat : published.seats) {
    out.number(static_cast<std::int64_t>(seat.number));
    out.number(seat.vacant_for);
    out.number(static_cast<std::int64_t>(seat.states.size()) - 1);
    for (std::size_t i = 1; i < seat.states.size(); ++i) put_seat_facts(out, seat.states[i], origins);
    for (const auto state : seat.then) out.number(state);
  }
  out.number(static_cast<std::int64_t>(published.links.size()));
  for (const auto& link : published.links) {
    out.number(static_cast<std::int64_t>(link.person));
    out.number(link.seat);
  }
}

PublishedRegister get_published(ByteReader& in, Origins origins) {
  PublishedRegister published;
  const auto codes = in.count();
  for (std::size_t code = 1; code < codes; ++code) {
    if (published.codes.intern(in.text()) != code) throw BadBytes("a code occurs twice");
  }
  published.releases.resize(in.count());
  if (published.releases.size() > kMostReleases) throw BadBytes("there are too many releases");
  for (auto& release : published.releases) {
    release.release_id = in.text();
    release.period = in.text();
    release.is_merged = in.number_up_to(1) == 1;
    release.shown = get_keys(in);
  }
  for (auto left = in.count(); left > 0; --left)
    published.seats.push_back(get_seat(in, published.codes.size(), published.releases.size(), origins));
  published.links.resize(in.count());
  for (auto& link : published.links) {
    link.person = static_cast<std::uint64_t>(in.number());
    link.seat = get_index(in, published.seats.size());
  }
  return published;
}

}  // namespace raccordo::aggregate
