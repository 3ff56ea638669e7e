#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "synth/asst_documents.hpp"
#include "synth/binder.hpp"
#include "synth/reports.hpp"

namespace raccordo::synth {
namespace {

constexpr double kSeenElsewhere = 0.03;  // cases about a person who has one in another Comune too

struct Acquaintance {
  Person person;
  const Town* town = nullptr;
};

/// Persons so far, by area: each may have one more case, in another Comune.
class Acquaintances {
 public:
  void add(std::size_t area, const Person& person, const Town& town) {
    by_area_[area].push_back({person, &town});
  }
  /// Someone of that area from another Comune, born before `opened`.
  std::optional<Person> take(Random& random, std::size_t area, const Town& town, const base::Date& opened) {
    auto& known = by_area_[area];
    if (known.empty()) return std::nullopt;
    const auto index = static_cast<std::size_t>(random.next() % known.size());
    if (known[index].town == &town || known[index].person.birth >= opened) return std::nullopt;
    std::swap(known[index], known.back());
    Person person = std::move(known.back().person);
    known.pop_back();
    return person;
  }

 private:
  std::map<std::size_t, std::vector<Acquaintance>> by_area_;
};

class AmbitoSet {
 public:
  AmbitoSet(const Workshop& workshop, const Order& order, const CaseSink& sink)
      : random_(order.seed),
        cases_(workshop.figures(), order.year, Detail::full),
        people_(workshop.territory(), Identifiers::any, Uniqueness::tracked),
        sink_(sink) {}

  void add_town(const Town& town, int count) {
    for (int i = 0; i < count; ++i) add_case(town);
  }

 private:
  void add_case(const Town& town) {
    const std::size_t area = cases_.pick_area(random_);
    const auto opened = cases_.pick_opening(random_);
    std::optional<Person> person;
    if (random_.chance(kSeenElsewhere)) person = acquaintances_.take(random_, area, town, opened);
    if (!person) {
      person =
          people_.make(random_, cases_.pick_age(random_, area), opened, town, cases_.foreign_share(area));
      acquaintances_.add(area, *person, town);
    }
    const auto types = cases_.pick_types(random_, area);
    sink_(cases_.make(random_, town, std::move(*person), opened, area, types));
  }

  Random random_;
  CaseMaker cases_;
  PeopleMaker people_;
  const CaseSink& sink_;
  Acquaintances acquaintances_;
};

}  // namespace

void invent_ambito_cases(const Workshop& workshop, const Order& order, const CaseSink& sink) {
  const auto& figures = workshop.territory().figures;
  std::vector<double> shares;
  int published = 0;
  for (const auto& figure : figures) {
    shares.push_back(figure.cases);
    published += figure.cases;
  }
  const auto totals = apportion(order.cases > 0 ? order.cases : published, shares);
  AmbitoSet set(workshop, order, sink);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto towns = workshop.territory().of_ambito(figures[i].ambito);
    std::vector<double> weights;
    for (const Town* town : towns) weights.push_back(town->weight);
    const bool exact = order.cases == 0;
    const auto counts = apportion(exact ? figures[i].cases : totals[i], weights);
    for (std::size_t t = 0; t < towns.size(); ++t) set.add_town(*towns[t], counts[t]);
  }
}

Truth write_ambito_set(Workshop& workshop, const Order& order) {
  Binder binder(workshop, order, "ambito");
  Reports reports(workshop, order);
  std::optional<AsstDocuments> asst;
  if (order.has_asst) asst.emplace(workshop, order);
  invent_ambito_cases(workshop, order, [&](SynthCase made) {
    reports.meet(made);
    if (asst) asst->meet(made);
    binder.add(std::move(made));
  });
  if (order.reports > 0) reports.write();
  if (asst) asst->finish();
  return binder.finish();
}

}  // namespace raccordo::synth
