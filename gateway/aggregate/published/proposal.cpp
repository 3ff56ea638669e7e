#include "aggregate/published/proposal.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <unordered_map>
#include <utility>

#include "aggregate/facts/fact_columns.hpp"
#include "aggregate/published/clock.hpp"
#include "aggregate/published/new_details.hpp"
#include "aggregate/published/reduction.hpp"
#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

/// The age on the last day of the period, as the tables count it; negative if unknown.
int age_of(const base::Date& birth, const model::Period& period) {
  const auto born = day_number(birth);
  const auto last = day_number(period.last);
  return born == 0 || born > last ? -1 : (last - born) / 512;
}

/// The Comune whose cases move in part: one that knows the person already, if there is any.
model::CodeNo main_owner(const SeatFacts& stays, const SeatFacts& whole) {
  for (const auto& item : whole.cases) {
    const auto is_same = [&](const SeatCase& each) { return each.owner == item.owner; };
    if (std::any_of(stays.cases.begin(), stays.cases.end(), is_same)) return item.owner;
  }
  return whole.cases.front().owner;
}

SeatFacts moved_in_one_comune(const SeatFacts& stays, const SeatFacts& whole) {
  if (whole.is_empty() || stays == whole) return whole;
  const auto owner = main_owner(stays, whole);
  auto out = whole;
  std::erase_if(out.cases, [&](const SeatCase& each) { return each.owner != owner; });
  for (const auto& each : stays.cases) {
    if (each.owner != owner) out.cases.push_back(each);
  }
  put_in_order(out);
  return out;
}

class Proposer {
 public:
  Proposer(const PublishedRegister& given, const model::FactSet& facts, std::span<const PlannedTable> plans,
           const model::Period& period, std::string_view key)
      : given_(given), period_(period), hmac_(key), reduction_(plans) {
    out_.codes = given.codes;
    facts_ = reduction_.reduce(facts, out_.codes);
    std::size_t persons = facts_.persons.size();
    for (const auto& item : facts_.cases)
      persons = std::max<std::size_t>(persons, std::size_t{item.person} + 1);
    facts_.persons.resize(persons);
    std::stable_sort(facts_.cases.begin(), facts_.cases.end(),
                     [](const auto& left, const auto& right) { return left.person < right.person; });
  }

  Proposal propose() {
    for (const auto& seat : given_.seats) {
      const auto stays = is_first() ? SeatFacts{} : settled(seat.in(given_.releases.size() - 1));
      out_.choices.push_back({{stays, {}, {}}});
    }
    std::vector<std::uint32_t> newcomers;
    std::unordered_map<std::uint64_t, std::uint32_t> seat_of;
    for (const auto& link : given_.links) seat_of.emplace(link.person, link.seat);
    is_taken_.assign(given_.seats.size(), false);
    begin_ = 0;
    for (std::uint32_t person = 0; person < facts_.persons.size(); ++person) {
      const auto cases = cases_of(person);
      if (cases.empty()) continue;
      const auto known = seat_of.find(facts_.persons[person].key);
      if (facts_.persons[person].key == 0 || known == seat_of.end() || is_taken_[known->second]) {
        cases_.emplace_back(cases);
        newcomers.push_back(person);
        continue;
      }
      is_taken_[known->second] = true;
      auto& choice = out_.choices[known->second];
      choice.at(MoveStep::whole) = facts_of(person, cases, choice.at(MoveStep::stays));
      out_.links.push_back({facts_.persons[person].key, known->second});
    }
    if (!is_first()) add_new_details(given_, is_taken_, out_);
    seat_newcomers(newcomers);
    for (auto& choice : out_.choices)
      choice.at(MoveStep::part) = moved_in_one_comune(choice.at(MoveStep::stays), choice.at(MoveStep::whole));
    std::sort(out_.links.begin(), out_.links.end(),
              [](const auto& left, const auto& right) { return left.person < right.person; });
    return std::move(out_);
  }

 private:
  struct Newcomer {
    std::uint64_t number = 0, person = 0;
    SeatFacts facts;
  };

  bool is_first() const { return given_.releases.empty(); }

  /// The cases of the next person; persons must be asked for in order.
  std::span<const model::CaseFacts> cases_of(std::uint32_t person) {
    while (begin_ < facts_.cases.size() && facts_.cases[begin_].person < person) ++begin_;
    auto end = begin_;
    while (end < facts_.cases.size() && facts_.cases[end].person == person) ++end;
    return std::span(facts_.cases).subspan(begin_, end - begin_);
  }

  SeatFacts facts_of(std::uint32_t person, std::span<const model::CaseFacts> cases,
                     const SeatFacts& was) const {
    const auto& one = facts_.persons[person];
    const int age = reduction_.reduce_age(age_of(one.birth, period_));
    return is_first() ? first_facts(cases, one.sex, age, period_)
                      : known_facts(cases, one.sex, age, was, period_);
  }

  /// Depends on the key of the installation, so that nobody else can compute it.
  std::uint64_t seat_number(std::uint64_t person, std::uint32_t place) const {
    std::array<char, 24> message{};
    const std::uint64_t release = given_.releases.size() + (std::uint64_t{given_.seats.size()} << 16U);
    const std::uint64_t whose = person != 0 ? person : place;
    std::memcpy(message.data(), &whose, sizeof whose);
    std::memcpy(message.data() + 8, &release, sizeof release);
    std::memcpy(message.data() + 16, "seat", 4);
    const auto digest = hmac_.compute({message.data(), message.size()});
    std::uint64_t number = 0;
    std::memcpy(&number, digest.data(), sizeof number);
    return number;
  }

  void seat_newcomers(const std::vector<std::uint32_t>& newcomers) {
    std::map<SeatFacts, std::vector<std::uint32_t>> vacant;
    for (auto seat = static_cast<std::uint32_t>(given_.seats.size()); seat-- > 0;) {
      const auto& stays = out_.choices[seat].at(MoveStep::stays);
      if (!is_taken_[seat] && !stays.is_empty()) vacant[stays].push_back(seat);
    }
    std::vector<Newcomer> seated;
    for (std::size_t i = 0; i < newcomers.size(); ++i) {
      const auto person = newcomers[i];
      Newcomer one{seat_number(facts_.persons[person].key, person), facts_.persons[person].key,
                   facts_of(person, cases_[i], {})};
      if (!one.facts.is_empty()) seated.push_back(std::move(one));
    }
    std::sort(seated.begin(), seated.end(), [](const auto& left, const auto& right) {
      return std::pair(left.number, left.person) < std::pair(right.number, right.person);
    });
    for (const auto& one : seated) take_seat(one, vacant);
  }

  void take_seat(const Newcomer& one, std::map<SeatFacts, std::vector<std::uint32_t>>& vacant) {
    std::uint32_t seat = 0;
    const auto found = vacant.find(settled(one.facts));
    if (found != vacant.end() && !found->second.empty()) {
      seat = found->second.back();
      found->second.pop_back();
      out_.choices[seat].at(MoveStep::whole) = out_.choices[seat].at(MoveStep::stays);
    } else {
      seat = static_cast<std::uint32_t>(out_.choices.size());
      out_.new_numbers.push_back(one.number);
      out_.choices.push_back({{is_first() ? one.facts : SeatFacts{}, {}, one.facts}});
    }
    if (one.person != 0) out_.links.push_back({one.person, seat});
  }

  const PublishedRegister& given_;
  const model::Period& period_;
  base::Hmac hmac_;
  Reduction reduction_;
  model::FactSet facts_;
  std::size_t begin_ = 0;
  std::vector<std::span<const model::CaseFacts>> cases_;  // of the newcomers
  std::vector<bool> is_taken_;
  Proposal out_;
};

}  // namespace

Proposal propose(const PublishedRegister& given, const model::FactSet& facts,
                 std::span<const PlannedTable> plans, const model::Period& period, std::string_view key) {
  return Proposer(given, facts, plans, period, key).propose();
}

}  // namespace raccordo::aggregate
