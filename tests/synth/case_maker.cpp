#include "synth/case_maker.hpp"

#include <algorithm>
#include <array>

namespace raccordo::synth {
namespace {

// Table rows reused with another meaning end in 2011: from here on every shared code has a source code.
constexpr int kYearsBack = 5;
constexpr double kClosedShare = 0.38, kNoIntervention = 0.06, kEnded = 0.45;
constexpr std::int64_t kSecondsADay = 86400;

constexpr std::array<std::string_view, 10> kChannels = {
    "self",     "self",   "family",         "family",       "general-practitioner",
    "hospital", "school", "social-service", "third-sector", "juvenile-court"};
constexpr std::array<std::string_view, 7> kHouseholds = {"single",
                                                         "couple-no-children",
                                                         "couple-with-children",
                                                         "mother-with-children",
                                                         "extended",
                                                         "father-with-children",
                                                         "with-carer"};
constexpr std::array<std::string_view, 8> kClosures = {
    "goals-reached", "need-ceased",   "moved-in-region", "withdrawal",
    "death",         "other-service", "untraceable",     "residential-admission"};
constexpr std::array<std::string_view, 6> kManagement = {"direct",     "associated", "delegated",
                                                         "contracted", "accredited", "agreement"};
constexpr std::array<std::string_view, 5> kBodies = {"ASC-01", "COOP-07", "COMUNE", "CONS-02", "COOP-19"};
constexpr std::array<std::string_view, 6> kUnits = {"hour", "day", "access", "meal", "trip", "month"};

template <std::size_t N>
std::string pick(Random& random, const std::array<std::string_view, N>& items) {
  return std::string(random.pick(std::span(items)));
}

base::Date later(const base::Date& date, int days) { return base::from_days(base::to_days(date) + days); }

int days_between(const base::Date& from, const base::Date& to) {
  return base::to_days(to) - base::to_days(from);
}

}  // namespace

CaseMaker::CaseMaker(const std::vector<AreaFigure>& figures, int year, Detail detail)
    : figures_(figures),
      first_day_{static_cast<std::int16_t>(year - kYearsBack), 1, 1},
      last_day_{static_cast<std::int16_t>(year), 12, 31},
      detail_(detail) {}

std::size_t CaseMaker::pick_area(Random& random) const {
  std::vector<double> shares;
  for (const auto& figure : figures_) shares.push_back(profile_of(figure.area).share);
  return random.pick_weighted(shares);
}

int CaseMaker::pick_age(Random& random, std::size_t area) const {
  const auto& profile = profile_of(figures_[area].area);
  if (random.between(0, 99) < profile.parents_percent) return random.between(24, 49);
  return random.between(profile.age_low, profile.age_high);
}

double CaseMaker::foreign_share(std::size_t area) const {
  return profile_of(figures_[area].area).foreign_share;
}

base::Date CaseMaker::pick_opening(Random& random) const {
  const double back = random.unit();  // recent years weigh more
  return later(last_day_, -static_cast<int>(back * back * days_between(first_day_, last_day_)));
}

std::vector<std::string> CaseMaker::pick_types(Random& random, std::size_t area) const {
  std::vector<std::string> types;
  if (random.chance(kNoIntervention)) return types;
  std::vector<double> weights;
  for (const auto& type : figures_[area].types) weights.push_back(type.persons);
  const int count = 1 + (random.chance(0.35) ? 1 : 0) + (random.chance(0.15) ? random.between(1, 2) : 0);
  for (int i = 0; i < count; ++i) types.push_back(figures_[area].types[random.pick_weighted(weights)].code);
  return types;
}

void CaseMaker::add_access(Random& random, SynthCase& made, const AreaProfile& profile) const {
  // In the HL7 interchange a case opens with its first phase, which is the access itself.
  const bool at_once = detail_ == Detail::common || made.town->system == System::health_portal;
  made.access = later(made.opened, at_once ? 0 : -random.between(0, 20));
  made.channel = pick(random, kChannels);
  made.request = std::string(random.pick(std::span(profile.requests)));
}

void CaseMaker::add_household(Random& random, SynthCase& made) const {
  made.household = pick(random, kHouseholds);
  if (made.household == "single") {
    made.members = 1;
  } else {
    made.members = made.household == "couple-no-children" ? 2 : random.between(2, 6);
  }
}

SynthIntervention CaseMaker::intervention(Random& random, const SynthCase& made,
                                          const std::string& type) const {
  SynthIntervention item;
  item.type = type;
  item.area = type.substr(0, type.find('.'));
  item.id = "I" + std::to_string(made.interventions.size() + 1);
  const base::Date until = made.closed.value_or(last_day_);
  item.start = later(made.opened, random.between(0, std::clamp(days_between(made.opened, until), 0, 120)));
  if (made.closed) {
    item.end = made.closed;
  } else if (random.chance(kEnded)) {
    item.end = later(last_day_, random.between(0, 365));
  }
  item.amount_cents = static_cast<std::int64_t>(random.between(20, 9000)) * 50;
  item.management = pick(random, kManagement);
  item.managed_by = pick(random, kBodies);
  if (detail_ == Detail::full) {
    item.quantity_tenths = random.between(1, 120) * 5;
    item.unit = pick(random, kUnits);
  }
  return item;
}

void CaseMaker::add_work(Random& random, SynthCase& made, const AreaProfile& profile) const {
  const std::size_t first = random.next() % profile.needs.size();
  const int needs = random.between(1, 3);
  for (int i = 0; i < needs && static_cast<std::size_t>(i) < profile.needs.size(); ++i) {
    made.needs.emplace_back(profile.needs[(first + static_cast<std::size_t>(i)) % profile.needs.size()]);
  }
  const int room = days_between(made.opened, made.closed.value_or(last_day_));
  if (random.chance(0.8))
    made.assessments.push_back(later(made.opened, std::min(room, random.between(0, 30))));
  if (random.chance(0.6)) {
    SynthPlan plan{"P1", later(made.opened, std::min(room, random.between(5, 60))), std::nullopt};
    plan.end = made.closed ? *made.closed : later(plan.start, 365);
    plan.value_cents = static_cast<std::int64_t>(random.between(20, 600)) * 1000;
    plan.copayment_cents = plan.value_cents / 10;
    made.plans.push_back(std::move(plan));
  }
}

void CaseMaker::set_version(Random& random, SynthCase& made) const {
  const base::Date touched = made.closed.value_or(made.opened);
  const int room = days_between(touched, last_day_);
  const auto day = base::to_days(later(touched, random.between(0, room)));
  made.version = day * kSecondsADay + random.between(7 * 3600, 18 * 3600);
}

SynthCase CaseMaker::make(Random& random, const Town& town, Person person, const base::Date& opened,
                          std::size_t area, const std::vector<std::string>& types) const {
  SynthCase made;
  made.town = &town;
  made.person = std::move(person);
  made.opened = opened;
  const auto& profile = profile_of(figures_[area].area);
  const int room = days_between(opened, last_day_);
  if (room > 60 && random.chance(kClosedShare)) {
    made.closed = later(opened, random.between(30, room));
    made.closure = pick(random, kClosures);
  }
  add_access(random, made, profile);
  add_household(random, made);
  add_work(random, made, profile);
  for (const auto& type : types) made.interventions.push_back(intervention(random, made, type));
  set_version(random, made);
  return made;
}

}  // namespace raccordo::synth
