#include "synth/asst_cases.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace raccordo::synth {
namespace {

/// Which share of the municipal cases of an area is about persons of ASST too; and how the persons whom ASST
/// alone knows divide into areas.
struct AreaShare {
  std::string_view area;
  double known, own;
};
constexpr std::array<AreaShare, 5> kShares = {{{"anziani", 0.12, 0.5},
                                               {"disabili", 0.22, 0.25},
                                               {"dipendenze", 0.45, 0.15},
                                               {"salute-mentale", 0.5, 0.1},
                                               {"minori", 0.02, 0}}};
constexpr double kOwnForEachShared = 0.8;      // persons whom ASST alone knows
constexpr std::uint32_t kWithoutQuantity = 4;  // in every fourth case nothing is measured
constexpr std::uint64_t kAsstStream = 0xa557;

}  // namespace

AsstCases::AsstCases(const Workshop& workshop, const Order& order, Sink sink)
    : workshop_(workshop),
      sink_(std::move(sink)),
      random_(order.seed ^ kAsstStream),
      cases_(workshop.figures(), order.year, Detail::full),
      people_(workshop.territory(), Identifiers::any, Uniqueness::tracked),
      identified_(workshop.territory(), Identifiers::fiscal_code, Uniqueness::tracked) {
  for (const auto& figure : workshop.territory().figures) {
    const auto towns = workshop.territory().of_ambito(figure.ambito);
    const double sum = std::accumulate(towns.begin(), towns.end(), 0.0,
                                       [](double so_far, const Town* town) { return so_far + town->weight; });
    for (const auto* town : towns) {
      towns_.push_back(town);
      weights_.push_back(figure.cases * town->weight / sum);
    }
  }
}

std::size_t AsstCases::area_no(std::string_view area) const {
  const auto& figures = workshop_.figures();
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](const AreaFigure& figure) { return figure.area == area; });
  if (found == figures.end()) throw std::runtime_error("no figures for area " + std::string(area));
  return static_cast<std::size_t>(found - figures.begin());
}

/// The Comune of residence is in charge.
SynthCase AsstCases::make(Random& random, Person person, std::size_t area, const base::Date& opened) {
  const auto& town = workshop_.territory().by_istat(person.residence);
  auto types = cases_.pick_types(random, area);
  if (types.empty()) types.push_back(workshop_.figures()[area].types.front().code);
  auto made = cases_.make(random, town, std::move(person), opened, area, types);
  made.number = ++numbered_;
  if (made.number % kWithoutQuantity == 0) {
    for (auto& done : made.interventions) done.quantity_tenths = 0;
  }
  return made;
}

SynthCase AsstCases::make_own(Random& random, std::size_t area, PeopleMaker& people) {
  const auto opened = cases_.pick_opening(random);
  const auto& town = *towns_[random.pick_weighted(weights_)];
  auto person = people.make(random, cases_.pick_age(random, area), opened, town, cases_.foreign_share(area));
  return make(random, std::move(person), area, opened);
}

void AsstCases::meet(const SynthCase& known) {
  if (known.interventions.empty()) return;
  const auto& area = known.interventions.front().area;
  const auto* share =
      std::find_if(kShares.begin(), kShares.end(), [&](const AreaShare& each) { return each.area == area; });
  if (share == kShares.end() || !random_.chance(share->known)) return;
  auto opened = cases_.pick_opening(random_);
  if (known.person.birth >= opened) opened = known.opened;
  ++shared_;
  sink_(make(random_, known.person, area_no(area), opened), Acquainted::yes);
}

void AsstCases::finish() {
  std::vector<double> shares;
  for (const auto& each : kShares) shares.push_back(each.own);
  const auto own = static_cast<std::uint64_t>(static_cast<double>(shared_) * kOwnForEachShared);
  for (std::uint64_t i = 0; i < own; ++i) {
    const auto area = area_no(kShares[random_.pick_weighted(shares)].area);
    sink_(make_own(random_, area, people_), Acquainted::no);
  }
}

SynthCase AsstCases::invent(Random& random) {
  return make_own(random, area_no(kShares.front().area), identified_);
}

}  // namespace raccordo::synth
