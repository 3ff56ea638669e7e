#include "aggregate/published/clock.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "aggregate/published/pairing.hpp"

namespace raccordo::aggregate {
namespace {

/// A case or an intervention with its true days.
struct Dated {
  const model::CaseFacts* item = nullptr;
  const model::InterventionFacts* intervention = nullptr;  ///< null for the case itself
  DayNo start = 0, end = 0;
};

class Clock {
 public:
  Clock(const model::Period& period, Moment undated)
      : first_(day_number(period.first)),
        last_(day_number(period.last)),
        first_month_(period.first.month),
        undated_(undated) {}

  bool has_begun(DayNo start) const { return start <= last_; }
  bool has_ended(DayNo end) const { return end != 0 && end <= last_; }
  bool ended_before(DayNo end) const { return end != 0 && end < first_; }

  /// The moment of something that happened by the end of the period.
  Moment moment(DayNo day, bool was_known) const {
    if (was_known) return kBefore;
    if (day < first_) return undated_;
    return static_cast<Moment>(1 + day / 32 % 16 - first_month_);
  }
  Moment end_moment(DayNo end, bool was_known) const {
    return has_ended(end) ? moment(end, was_known) : kNever;
  }

 private:
  DayNo first_ = 0, last_ = 0;
  int first_month_ = 1;
  Moment undated_ = kEarlier;
};

std::vector<Dated> dated_interventions(const model::CaseFacts& item, const Clock& clock) {
  std::vector<Dated> out;
  const auto opened = day_number(item.opened);
  const auto closed = day_number(item.closed);
  for (const auto& each : item.interventions) {
    const auto start = day_number(each.start);
    const auto end = day_number(each.end);
    out.push_back({&item, &each, start != 0 ? start : opened, end != 0 ? end : closed});
    if (!clock.has_begun(out.back().start)) out.pop_back();
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Dated& left, const Dated& right) { return left.start < right.start; });
  return out;
}

std::vector<Dated> dated_cases(std::span<const model::CaseFacts> cases, const Clock& clock) {
  std::vector<Dated> out;
  for (const auto& item : cases) {
    const auto opened = day_number(item.opened);
    if (clock.has_begun(opened)) out.push_back({&item, nullptr, opened, day_number(item.closed)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Dated& left, const Dated& right) { return left.start < right.start; });
  return out;
}

/// A report never becomes a case. The sender of a case is known from the release on whose catalogue asks for
/// it: then a case is the same though its seat does not know the sender.
std::vector<std::size_t> pair_cases(const std::vector<Dated>& cases, const std::vector<SeatCase>& was,
                                    const Clock& clock) {
  std::vector<std::size_t> partner_of(cases.size(), kUnpaired);
  std::vector<bool> is_taken(was.size(), false);
  bool by_sender = true;
  const auto origin = [&](const auto& item) {
    return std::tuple(item.is_report, by_sender ? item.sender : model::CodeNo{0});
  };
  const auto pair_by = [&](auto key_of_now, auto key_of_before) {
    for (const bool same_sender : {true, false}) {
      by_sender = same_sender;
      pair_equal(cases, was, key_of_now, key_of_before, partner_of, is_taken);
    }
  };
  pair_by(
      [&](const Dated& each) {
        return std::tuple(origin(*each.item), each.item->owner, clock.ended_before(each.end),
                          each.item->residence, each.item->citizenship, each.item->channel);
      },
      [&](const SeatCase& each) {
        return std::tuple(origin(each), each.owner, each.closed != kNever, each.residence, each.citizenship,
                          each.channel);
      });
  pair_by(
      [&](const Dated& each) {
        return std::tuple(origin(*each.item), each.item->owner, clock.ended_before(each.end));
      },
      [&](const SeatCase& each) { return std::tuple(origin(each), each.owner, each.closed != kNever); });
  pair_by([&](const Dated& each) { return std::tuple(origin(*each.item), each.item->owner); },
          [&](const SeatCase& each) { return std::tuple(origin(each), each.owner); });
  return partner_of;
}

std::vector<std::size_t> pair_interventions(const std::vector<Dated>& given,
                                            const std::vector<SeatIntervention>& was, const Clock& clock) {
  std::vector<std::size_t> partner_of(given.size(), kUnpaired);
  std::vector<bool> is_taken(was.size(), false);
  const auto pair_by = [&](auto key_of_now, auto key_of_before) {
    pair_equal(given, was, key_of_now, key_of_before, partner_of, is_taken);
  };
  pair_by(
      [&](const Dated& each) {
        const auto& one = *each.intervention;
        return std::tuple(one.area, one.type, clock.ended_before(each.end), one.management);
      },
      [](const SeatIntervention& each) {
        return std::tuple(each.area, each.type, each.end != kNever, each.management);
      });
  pair_by([](const Dated& each) { return std::tuple(each.intervention->area, each.intervention->type); },
          [](const SeatIntervention& each) { return std::tuple(each.area, each.type); });
  return partner_of;
}

SeatCase known_case(const Dated& given, const SeatCase* was, const Clock& clock) {
  const auto& item = *given.item;
  SeatCase out;
  out.owner = item.owner;
  out.residence = item.residence;
  out.citizenship = item.citizenship;
  out.channel = item.channel;
  out.sender = item.sender;
  out.is_report = item.is_report;
  out.opened = clock.moment(given.start, was != nullptr);
  out.closed = clock.end_moment(given.end, was != nullptr && was->closed != kNever);
  if (out.closed != kNever) out.closure = item.closure;
  out.needs = item.needs;
  const auto interventions = dated_interventions(item, clock);
  static const std::vector<SeatIntervention> kNone;
  const auto& before = was != nullptr ? was->interventions : kNone;
  const auto partner_of = pair_interventions(interventions, before, clock);
  for (std::size_t i = 0; i < interventions.size(); ++i) {
    const auto& each = interventions[i];
    const auto* known = partner_of[i] == kUnpaired ? nullptr : &before[partner_of[i]];
    SeatIntervention seat{each.intervention->area, each.intervention->type, each.intervention->management};
    seat.start = clock.moment(each.start, known != nullptr);
    seat.end = clock.end_moment(each.end, known != nullptr && known->end != kNever);
    if (seat.start != kBefore && each.intervention->has_amount) {
      seat.has_amount = true;
      seat.amount_cents = each.intervention->amount_cents;
    }
    out.interventions.push_back(seat);
  }
  return out;
}

SeatFacts facts_on(std::span<const model::CaseFacts> cases, model::CodeNo sex, int age,
                   const std::vector<SeatCase>& was, const Clock& clock) {
  SeatFacts out;
  const auto known = dated_cases(cases, clock);
  if (known.empty()) return out;
  out.sex = sex;
  out.age = age;
  const auto partner_of = pair_cases(known, was, clock);
  for (std::size_t i = 0; i < known.size(); ++i) {
    out.cases.push_back(
        known_case(known[i], partner_of[i] == kUnpaired ? nullptr : &was[partner_of[i]], clock));
  }
  put_in_order(out);
  return out;
}

}  // namespace

SeatFacts known_facts(std::span<const model::CaseFacts> cases, model::CodeNo sex, int age,
                      const SeatFacts& was, const model::Period& period) {
  return facts_on(cases, sex, age, was.cases, Clock(period, kEarlier));
}

SeatFacts first_facts(std::span<const model::CaseFacts> cases, model::CodeNo sex, int age,
                      const model::Period& period) {
  return facts_on(cases, sex, age, {}, Clock(period, kBefore));
}

}  // namespace raccordo::aggregate
