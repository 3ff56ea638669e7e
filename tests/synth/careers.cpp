#include "synth/careers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "synth/case_maker.hpp"

namespace raccordo::synth {
namespace {

constexpr double kDaysAYear = 365.25, kMostYearsBefore = 15;
constexpr double kMovesAYear = 0.015, kComesBack = 0.1;
constexpr double kLate = 0.03, kLateDays = 180;
constexpr double kWrongBirth = 0.01, kErasedAYear = 0.0005;
constexpr double kKnownToAsst = 0.12, kAloneForEachKnown = 0.8;  // persons
constexpr double kServiceYears = 3, kNextService = 0.6;
constexpr std::size_t kMostServices = 12, kMostCases = 4;

constexpr std::array<std::string_view, 5> kChannels = {"self", "family", "general-practitioner", "school",
                                                       "social-service"};
constexpr std::array<std::string_view, 4> kClosures = {"goals-reached", "need-ceased", "withdrawal", "death"};
constexpr std::array<std::string_view, 4> kManagement = {"direct", "associated", "delegated", "accredited"};

Day first_of(int year) { return base::to_days(base::Date{static_cast<std::int16_t>(year), 1, 1}); }

Day after(Random& random, double mean_days) {
  return static_cast<Day>(-std::log(1 - random.unit()) * mean_days);
}

base::Date date_of(Day day) { return base::from_days(day); }

}  // namespace

class CareerMaker {
 public:
  CareerMaker(const Workshop& workshop, const CareersOrder& order, Careers& careers)
      : territory_(workshop.territory()),
        figures_(workshop.figures()),
        order_(order),
        careers_(careers),
        random_(order.seed),
        cases_(workshop.figures(), order.first_year + order.years - 1, Detail::common),
        begin_(first_of(order.first_year)),
        end_(first_of(order.first_year + order.years)) {
    for (const auto& figure : territory_.figures) {
      const auto towns = territory_.of_ambito(figure.ambito);
      double sum = 0;
      for (const auto* town : towns) sum += town->weight;
      for (const auto* town : towns) {
        towns_.push_back(town);
        // Cumulated, so that a town is found by one search.
        reach_.push_back((reach_.empty() ? 0 : reach_.back()) + figure.cases * town->weight / sum);
      }
    }
  }

  void make_all() {
    const double at_begin = 1 / (1 + order_.years * order_.turnover);
    for (std::uint32_t number = 0; number < order_.persons; ++number) {
      const bool is_there = random_.chance(at_begin);
      const auto back = std::min(after(random_, kDaysAYear / order_.turnover),
                                 static_cast<Day>(kMostYearsBefore * kDaysAYear));
      const auto within = static_cast<Day>(random_.unit() * static_cast<double>(end_ - begin_));
      make_person(is_there ? begin_ - 1 - back : begin_ + within);
    }
  }

  /// After all others: cases of ASST, of persons who have a case and of others.
  void add_asst() {
    const auto municipal = code("municipal"), health = code("health");
    std::vector<CareerCase> before;
    before.swap(careers_.cases_);
    std::size_t shared = 0;
    for (std::size_t at = 0; at < before.size(); ++at) {
      before[at].sender = municipal;
      careers_.cases_.push_back(before[at]);
      const bool is_last = at + 1 == before.size() || before[at + 1].person != before[at].person;
      if (!is_last || before[at].services.empty() || !random_.chance(kKnownToAsst)) continue;
      follow_in_asst(before[at]);
      careers_.cases_.back().sender = health;
      ++shared;
    }
    const auto own = careers_.cases_.size();
    for (std::size_t i = 0; i < static_cast<std::size_t>(static_cast<double>(shared) * kAloneForEachKnown);
         ++i)
      make_person(begin_ + static_cast<Day>(random_.unit() * static_cast<double>(end_ - begin_)));
    for (auto at = own; at < careers_.cases_.size(); ++at) careers_.cases_[at].sender = health;
  }

 private:
  /// ASST takes a person in charge of whom this is a case.
  void follow_in_asst(const CareerCase& known) {
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (code(figures_[i].area) == known.services.front().area) area_ = i;
    }
    citizenship_ = known.citizenship;
    const Day opened = known.opened + static_cast<Day>(random_.unit() * kDaysAYear);
    add_case(opened, opened + 1 + after(random_, kDaysAYear / order_.turnover), pick(kClosures));
    careers_.cases_.back().person = known.person;
    careers_.cases_.back().owner = known.owner;
  }

  void make_person(Day entry) {
    area_ = cases_.pick_area(random_);
    const int age = cases_.pick_age(random_, area_);
    CareerPerson person;
    person.sex = code(random_.chance(0.5) ? "F" : "M");
    person.birth_year = date_of(entry).year - age;
    person.first_birth_year = person.birth_year;
    person.key = Random(order_.seed * 1'000'003 + careers_.persons_.size()).next() | 1U;
    if (random_.chance(kWrongBirth)) {
      person.first_birth_year -= 1;
      person.corrected = begin_ + static_cast<Day>(random_.unit() * static_cast<double>(end_ - begin_));
    }
    const auto erased = after(random_, kDaysAYear / kErasedAYear);
    if (begin_ + erased < end_ && begin_ + erased > entry) person.erased = begin_ + erased;
    careers_.persons_.push_back(person);
    citizenship_ = code(random_.chance(cases_.foreign_share(area_)) ? "RO" : "IT");
    follow(entry);
  }

  /// All cases of the last person, from the first on.
  void follow(Day entry) {
    Day stays_from = std::max(entry, begin_);
    for (std::size_t number = 0; number < kMostCases && entry < end_; ++number) {
      const double mean = kDaysAYear / -std::log(1 - order_.turnover);
      const Day leaves = stays_from + after(random_, mean);
      const Day moves = stays_from + after(random_, kDaysAYear / kMovesAYear);
      const Day closed = std::max(entry + 1, std::min(leaves, moves));
      add_case(entry, closed, moves < leaves ? "moved-in-region" : pick(kClosures));
      const bool comes_back = moves < leaves || random_.chance(kComesBack);
      if (closed >= end_ || !comes_back) return;
      entry = closed + (moves < leaves ? 30 : 365 + after(random_, 200));
      stays_from = entry;
    }
  }

  void add_case(Day opened, Day closed, std::string_view reason) {
    CareerCase item;
    item.person = static_cast<std::uint32_t>(careers_.persons_.size() - 1);
    item.owner = code(draw_town().istat);
    item.citizenship = citizenship_;
    item.channel = code(pick(kChannels));
    item.opened = opened;
    item.known = opened + lateness();
    if (closed < end_) {
      item.closed = closed;
      item.closure = code(reason);
      item.closing_known = closed + lateness();
    }
    const auto& needs = profile_of(figures_[area_].area).needs;
    const int wanted = random_.between(1, 3);
    for (int i = 0; i < wanted; ++i) {
      const auto need = code(needs[static_cast<std::size_t>(random_.next() % needs.size())]);
      if (std::find(item.needs.begin(), item.needs.end(), need) == item.needs.end())
        item.needs.push_back(need);
    }
    add_services(item, closed);
    careers_.cases_.push_back(std::move(item));
  }

  void add_services(CareerCase& item, Day closed) {
    for (const auto& type : cases_.pick_types(random_, area_)) add_service(item, type, item.opened, closed);
    for (std::size_t at = 0; at < item.services.size() && item.services.size() < kMostServices; ++at) {
      const auto end = item.services[at].end;
      if (end >= closed || end >= end_ || !random_.chance(kNextService)) continue;
      const auto next = cases_.pick_types(random_, area_);
      if (!next.empty()) add_service(item, next.front(), end, closed);
    }
  }

  void add_service(CareerCase& item, const std::string& type, Day from, Day closed) {
    CareerCase::Service service;
    service.area = code(figures_[area_].area);
    service.type = code(type);
    service.management = code(pick(kManagement));
    service.start = from + random_.between(0, 60);
    const Day end = service.start + 1 + after(random_, kServiceYears * kDaysAYear);
    if (end < closed && end < end_) service.end = end;
    service.amount_cents = 1'00 * static_cast<std::int64_t>(100 + after(random_, 900));
    if (service.start < std::min(closed, end_)) item.services.push_back(service);
  }

  const Town& draw_town() {
    const double at = random_.unit() * reach_.back();
    const auto found = std::upper_bound(reach_.begin(), reach_.end() - 1, at);
    return *towns_[static_cast<std::size_t>(found - reach_.begin())];
  }
  Day lateness() { return random_.chance(kLate) ? 1 + after(random_, kLateDays) : 0; }
  template <std::size_t N>
  std::string_view pick(const std::array<std::string_view, N>& items) {
    return random_.pick(std::span(items));
  }
  model::CodeNo code(std::string_view text) { return careers_.codes_.intern(text); }

  const Territory& territory_;
  const std::vector<AreaFigure>& figures_;
  const CareersOrder& order_;
  Careers& careers_;
  Random random_;
  CaseMaker cases_;
  Day begin_, end_;
  std::vector<const Town*> towns_;
  std::vector<double> reach_;
  std::size_t area_ = 0;  // of the person that is made
  model::CodeNo citizenship_ = 0;
};

Careers::Careers(const Workshop& workshop, const CareersOrder& order) {
  CareerMaker maker(workshop, order, *this);
  maker.make_all();
  if (order.has_asst) maker.add_asst();
}

model::FactSet Careers::known_on(const base::Date& date) const {
  const Day day = base::to_days(date);
  model::FactSet facts;
  facts.codes = codes_;
  std::uint32_t last = 0;
  for (const auto& given : cases_) {
    const auto& person = persons_[given.person];
    if (given.known > day || person.erased <= day) continue;
    if (facts.persons.empty() || last != given.person) {
      last = given.person;
      const int year = person.corrected > day ? person.first_birth_year : person.birth_year;
      facts.persons.push_back({person.sex, {static_cast<std::int16_t>(year), 1, 1}, person.key});
    }
    model::CaseFacts item;
    item.person = static_cast<std::uint32_t>(facts.persons.size() - 1);
    item.owner = item.residence = given.owner;
    item.citizenship = given.citizenship;
    item.channel = given.channel;
    item.sender = given.sender;
    item.opened = date_of(given.opened);
    if (given.closed <= day && given.closing_known <= day) {
      item.closed = date_of(given.closed);
      item.closure = given.closure;
    }
    item.needs = given.needs;
    for (const auto& service : given.services) {
      if (service.start > day) continue;
      model::InterventionFacts out{
          service.area,         service.type, service.management, date_of(service.start), {},
          service.amount_cents, true};
      if (service.end <= day) out.end = date_of(service.end);
      item.interventions.push_back(out);
    }
    facts.cases.push_back(std::move(item));
  }
  return facts;
}

}  // namespace raccordo::synth
