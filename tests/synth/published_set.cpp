#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "synth/binder.hpp"

namespace raccordo::synth {
namespace {

constexpr double kInTwoAreas = 0.1;  // of the persons in the smaller adult areas
constexpr int kAdultLow = 20, kAdultHigh = 57;

/// One person of the published tables: the area that sets the age, and all typologies.
struct Beneficiary {
  std::size_t area = 0;
  bool in_two_areas = false;
  std::vector<std::string> types;
};

/// Types by person: each has one; where the typologies sum to more than the persons, the first ones have a
/// second. Sorted by typology, so that first and second differ.
std::vector<std::vector<std::string>> deal_types(const AreaFigure& figure) {
  std::vector<std::vector<std::string>> dealt(static_cast<std::size_t>(figure.persons));
  std::size_t next = 0;
  for (const auto& type : figure.types) {
    for (int i = 0; i < type.persons; ++i) dealt[next++ % dealt.size()].push_back(type.code);
  }
  return dealt;
}

bool is_small_adult_area(const std::string& area) {
  return area == "emarginazione-poverta" || area == "dipendenze" || area == "salute-mentale";
}

std::vector<Beneficiary> beneficiaries(const std::vector<AreaFigure>& figures, Random& random) {
  std::vector<Beneficiary> all;
  std::size_t host = 0;  // next person with disabilities who may also be in another area
  for (std::size_t area = 0; area < figures.size(); ++area) {
    const bool may_join = is_small_adult_area(figures[area].area);
    if (figures[area].area == "disabili") host = all.size();
    for (auto& types : deal_types(figures[area])) {
      if (may_join && random.chance(kInTwoAreas)) {
        all[host].in_two_areas = true;
        std::move(types.begin(), types.end(), std::back_inserter(all[host].types));
        ++host;
      } else {
        all.push_back({area, false, std::move(types)});
      }
    }
  }
  return all;
}

void shuffle(std::vector<Beneficiary>& all, Random& random) {
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.next() % i]);
}

/// All of them are counted in the year: nothing ends before it begins.
void keep_active(SynthCase& made, int year) {
  const base::Date first{static_cast<std::int16_t>(year), 1, 1};
  if (made.closed && *made.closed < first) {
    made.closed.reset();
    made.closure.clear();
    for (auto& done : made.interventions) done.end.reset();
  }
}

std::vector<std::pair<const Town*, int>> shares_of_towns(const Territory& territory, int total) {
  std::vector<const Town*> towns;
  std::vector<double> weights;
  for (const auto& figure : territory.figures) {
    const auto members = territory.of_ambito(figure.ambito);
    const double sum = std::accumulate(members.begin(), members.end(), 0.0,
                                       [](double so_far, const Town* town) { return so_far + town->weight; });
    for (const Town* town : members) {
      towns.push_back(town);
      weights.push_back(figure.cases * town->weight / sum);
    }
  }
  const auto counts = apportion(total, weights);
  std::vector<std::pair<const Town*, int>> shares;
  for (std::size_t i = 0; i < towns.size(); ++i) shares.emplace_back(towns[i], counts[i]);
  return shares;
}

}  // namespace

void invent_published_cases(const Workshop& workshop, const Order& order, const CaseSink& sink) {
  Random random(order.seed);
  CaseMaker cases(workshop.figures(), order.year, Detail::full);
  PeopleMaker people(workshop.territory(), Identifiers::any, Uniqueness::tracked);
  auto all = beneficiaries(workshop.figures(), random);
  shuffle(all, random);
  std::size_t next = 0;
  for (const auto& [town, count] : shares_of_towns(workshop.territory(), static_cast<int>(all.size()))) {
    for (int i = 0; i < count; ++i) {
      const auto& one = all[next++];
      const auto opened = cases.pick_opening(random);
      const int age =
          one.in_two_areas ? random.between(kAdultLow, kAdultHigh) : cases.pick_age(random, one.area);
      auto person = people.make(random, age, opened, *town, cases.foreign_share(one.area));
      auto made = cases.make(random, *town, std::move(person), opened, one.area, one.types);
      keep_active(made, order.year);
      sink(std::move(made));
    }
  }
}

Truth write_published_set(Workshop& workshop, const Order& order) {
  Binder binder(workshop, order, "published");
  invent_published_cases(workshop, order, [&](SynthCase made) { binder.add(std::move(made)); });
  return binder.finish();
}

}  // namespace raccordo::synth
