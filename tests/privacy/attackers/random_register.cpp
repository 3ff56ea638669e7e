#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "privacy/attackers/attack_scenes.hpp"

namespace raccordo::attackers {
namespace {

constexpr base::Date kOpened{2017, 2, 1};
constexpr base::Date kBorn{1940, 5, 1};

/// Of std only the generator gives the same numbers everywhere; distributions do not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : generator_(seed) {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(generator_() % limit); }
  /// Small numbers are much more frequent.
  std::size_t skewed_below(std::size_t limit) { return below(below(limit) + 1); }
  /// True `percent` times in a hundred.
  bool happens(std::size_t percent) { return below(100) < percent; }

 private:
  std::mt19937_64 generator_;
};

/// Codes of one system, those with a parent together with it.
std::vector<const model::Code*> codes_of(const model::Scheme& scheme, std::string_view system) {
  std::vector<const model::Code*> out;
  if (const auto* found = scheme.find(system)) {
    for (const auto& code : found->codes()) out.push_back(&code);
  }
  return out;
}

class RegisterMaker {
 public:
  RegisterMaker(const Matter& matter, std::uint64_t seed)
      : dice_(seed),
        comuni_(matter.scheme.territory.comuni()),
        types_(codes_of(matter.scheme, "intervention")),
        needs_(codes_of(matter.scheme, "need")),
        managements_(codes_of(matter.scheme, "management")) {}

  model::FactSet make(std::size_t persons) {
    for (std::uint32_t person = 0; person < persons; ++person) add_person(person);
    return std::move(facts_);
  }

 private:
  model::CodeNo pick(const std::vector<const model::Code*>& codes) {
    return codes.empty() ? 0 : facts_.codes.intern(codes[dice_.skewed_below(codes.size())]->code);
  }

  base::Date date_in(std::size_t first_year, std::size_t years) {
    return {static_cast<std::int16_t>(first_year + dice_.below(years)),
            static_cast<std::uint8_t>(1 + dice_.below(12)), static_cast<std::uint8_t>(1 + dice_.below(28))};
  }

  void add_person(std::uint32_t person) {
    model::PersonFacts facts;
    facts.sex = facts_.codes.intern(dice_.happens(55) ? "F" : dice_.happens(97) ? "M" : "U");
    // All adults, so that no area's minimum age is violated.
    facts.birth = date_in(1925, 70);
    facts.key = person + 1;
    facts_.persons.push_back(facts);
    const std::size_t cases = dice_.happens(12) ? 2 + dice_.below(2) : 1;
    const std::size_t home = dice_.skewed_below(comuni_.size());
    for (std::size_t i = 0; i < cases; ++i) {
      add_case(person, i == 0 || dice_.happens(40) ? home : dice_.below(comuni_.size()));
    }
  }

  void add_case(std::uint32_t person, std::size_t place) {
    model::CaseFacts item;
    item.person = person;
    item.owner = facts_.codes.intern(comuni_[place].istat_code);
    item.residence = item.owner;
    item.opened = date_in(2015, 3);
    if (dice_.happens(30)) item.closed = {2017, 12, static_cast<std::uint8_t>(29 + dice_.below(3))};
    for (auto needs = dice_.below(3); needs > 0; --needs) item.needs.push_back(pick(needs_));
    for (auto count = 1 + dice_.skewed_below(4); count > 0; --count) {
      item.interventions.push_back(intervention(item));
    }
    facts_.cases.push_back(std::move(item));
  }

  model::InterventionFacts intervention(const model::CaseFacts& item) {
    const auto* type = types_[dice_.skewed_below(types_.size())];
    model::InterventionFacts out;
    out.area = facts_.codes.intern(type->parent);
    out.type = facts_.codes.intern(type->code);
    out.management = pick(managements_);
    out.start = item.opened;
    out.has_amount = dice_.happens(50);
    if (out.has_amount) out.amount_cents = static_cast<std::int64_t>(100 * (50 + dice_.below(5000)));
    return out;
  }

  Dice dice_;
  const std::vector<model::Comune>& comuni_;
  std::vector<const model::Code*> types_, needs_, managements_;
  model::FactSet facts_;
};

}  // namespace

model::FactSet random_register(const Matter& matter, std::uint64_t seed, std::size_t persons) {
  return RegisterMaker(matter, seed).make(persons);
}

TinyUniverse::TinyUniverse() : matter_(tiny_matter()) {
  std::set<std::vector<int>> known;
  for (auto& kind : all_kinds()) {
    people_.push_back(kind);
    const auto exact = count_exactly(register_of({people_.size() - 1}), matter_);
    if (kinds_.cells.empty()) {
      for (const auto& [cell, truth] : exact.truth) kinds_.cells.push_back(cell);
      std::sort(kinds_.cells.begin(), kinds_.cells.end());
    }
    std::vector<int> counts;
    for (const auto& cell : kinds_.cells) counts.push_back(static_cast<int>(exact.truth.at(cell).value));
    if (known.insert(counts).second) {
      kinds_.counts.push_back(std::move(counts));
    } else {
      people_.pop_back();
    }
  }
}

/// Persons with one case first, so that small numbers are the ordinary kinds.
std::vector<TinyUniverse::Kind> TinyUniverse::all_kinds() {
  std::vector<CaseKind> cases;
  for (const auto& areas : std::vector<std::vector<std::string>>{
           {"minori"}, {"anziani"}, {"minori", "anziani"}, {"minori", "minori"}, {"anziani", "anziani"}}) {
    for (const auto* owner : {"016001", "016002"}) cases.push_back({owner, areas});
  }
  std::vector<Kind> kinds;
  for (const auto& only : cases) {
    for (const auto* sex : {"F", "M"}) kinds.push_back({sex, {only}});
  }
  for (std::size_t one = 0; one < cases.size(); ++one) {
    for (std::size_t two = one; two < cases.size(); ++two) {
      for (const auto* sex : {"F", "M"}) kinds.push_back({sex, {cases[one], cases[two]}});
    }
  }
  return kinds;
}

model::FactSet TinyUniverse::register_of(const std::vector<std::size_t>& kinds) const {
  model::FactSet facts;
  for (const auto number : kinds) {
    const auto& kind = people_[number];
    const auto person = static_cast<std::uint32_t>(facts.persons.size());
    facts.persons.push_back({facts.codes.intern(kind.sex), kBorn, person + 1});
    for (const auto& given : kind.cases) {
      model::CaseFacts item;
      item.person = person;
      item.owner = facts.codes.intern(given.owner);
      item.opened = kOpened;
      for (const auto& area : given.areas) {
        model::InterventionFacts intervention;
        intervention.area = facts.codes.intern(area);
        item.interventions.push_back(intervention);
      }
      facts.cases.push_back(std::move(item));
    }
  }
  return facts;
}

model::FactSet TinyUniverse::random_register(std::uint64_t seed, std::size_t persons) const {
  Dice dice(seed);
  std::vector<std::size_t> kinds;
  for (std::size_t i = 0; i < persons; ++i) {
    kinds.push_back(dice.happens(80) ? dice.below(8) : dice.below(people_.size()));
  }
  return register_of(kinds);
}

}  // namespace raccordo::attackers
