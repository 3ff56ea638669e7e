#include "aggregate/suppress/suppression.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/protected_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Goal;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

/// Adds persons with one case and one intervention each.
void fill(SmallRegister& given, int persons, std::string_view owner, std::string_view area = "anziani",
          std::string_view birth = "1940-01-01") {
  for (int i = 0; i < persons; ++i) {
    given.open(given.person("F", birth), owner);
    given.intervene(area, "");
  }
}

model::ExtractDefinition persons_by(std::vector<model::DimensionChoice> by) {
  return extract_by(Measure::persons, When::active_during, std::move(by));
}

TEST(Suppression, ShowsATableWhoseCellsCountKOrNoPersons) {
  SmallRegister given;
  fill(given, 5, "016001");
  fill(given, 5, "016004");
  const ProtectedRegister cases(
      given, {extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)})});
  EXPECT_EQ(cases.hidden(), 0U);
  EXPECT_TRUE(cases.result.certificates.empty());
}

TEST(Suppression, HidesACellBelowKAndNotOneOfK) {
  for (const int count : {4, 5}) {
    SmallRegister given;
    fill(given, 40, "016001");
    fill(given, count, "016002");
    fill(given, 40, "016003");
    const ProtectedRegister persons(given, {persons_by({by(TerritoryLevel::comune)})});
    EXPECT_EQ(persons.hides(0, {{"territory", "016002"}}), count < 5) << count;
    EXPECT_EQ(persons.audit(), "");
  }
}

TEST(Suppression, HidesOneMoreNeedBecauseNeedsDoNotAddUp) {
  SmallRegister given;
  const auto with_needs = [&](int persons, std::string_view owner,
                              std::initializer_list<std::string_view> needs) {
    for (int i = 0; i < persons; ++i) {
      given.open(given.person("F", "1940-01-01"), owner);
      for (const auto need : needs) given.need(need);
    }
  };
  with_needs(30, "016004", {"lavoro"});
  with_needs(3, "016004", {"casa", "lavoro"});
  with_needs(30, "016006", {"casa", "lavoro"});
  const ProtectedRegister persons(given, {persons_by({by(TerritoryLevel::ambito), by(Dimension::need)})});
  EXPECT_TRUE(persons.hides(0, {{"territory", "beta"}, {"need", "casa"}}));
  EXPECT_TRUE(persons.hides(0, {{"territory", "gamma"}, {"need", "casa"}}));
  EXPECT_EQ(persons.hidden(), 2U);
  EXPECT_EQ(persons.audit(), "");
}

TEST(Suppression, ShowsTotalsThatExchangesKeep) {
  SmallRegister given;
  for (const auto* owner : {"016001", "016002"}) {
    fill(given, 30, owner, "anziani");
    fill(given, 30, owner, "disabili");
  }
  fill(given, 2, "016001", "minori");
  fill(given, 9, "016002", "minori");
  const ProtectedRegister persons(given, {persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  EXPECT_TRUE(persons.hides(0, {{"territory", "016001"}, {"area", "minori"}}));
  EXPECT_TRUE(persons.hides(0, {{"territory", "016002"}, {"area", "minori"}}));
  EXPECT_FALSE(persons.hides(0, {{"territory", "016001"}}));
  EXPECT_FALSE(persons.hides(0, {{"territory", "alfa.1"}, {"area", "minori"}}));
  EXPECT_FALSE(persons.hides(0, {{"area", "minori"}}));
  EXPECT_EQ(persons.hidden(), 4U);
  EXPECT_EQ(persons.audit(), "");
}

TEST(Suppression, HidesTheSameCellInEveryTable) {
  SmallRegister given;
  fill(given, 20, "016001", "anziani");
  fill(given, 20, "016004", "anziani");
  fill(given, 3, "016001", "disabili");
  fill(given, 20, "016004", "disabili");
  const ProtectedRegister both(given, {persons_by({by(TerritoryLevel::ambito), by(Dimension::area)}),
                                       persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  for (const auto* place : {"alfa", "beta", "gamma", "district-alto", "_U", "_T"}) {
    for (const auto* area : {"anziani", "disabili", "_U", "_T"}) {
      const Codes at = {{"territory", place}, {"area", area}};
      EXPECT_EQ(both.hides(0, at), both.hides(1, at)) << place << " " << area;
    }
  }
  EXPECT_TRUE(both.hides(1, {{"territory", "alfa"}, {"area", "disabili"}}));
}

TEST(Suppression, HidesAllOfAFamilyThatCannotBeProtectedOtherwise) {
  SmallRegister given;
  fill(given, 4, "016001");
  const ProtectedRegister cases(
      given, {extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)})});
  for (const auto* code : {"016001", "alfa.1", "alfa", "district-alto", "_T"}) {
    EXPECT_TRUE(cases.hides(0, {{"territory", code}})) << code;
  }
  EXPECT_EQ(cases.audit(), "");
}

TEST(Suppression, ChecksThePersonsOfEveryMeasure) {
  SmallRegister given;
  const auto person = given.person("F", "1940-01-01");
  for (int i = 0; i < 8; ++i) {
    given.open(person, "016004");
    auto& intervention = given.intervene("anziani", "", "2017-05-01");
    intervention.has_amount = true;
    intervention.amount_cents = 1000'00;
  }
  for (const auto measure : {Measure::cases, Measure::interventions, Measure::amount}) {
    const ProtectedRegister one(given,
                                {extract_by(measure, When::opened_during, {by(TerritoryLevel::ambito)})});
    EXPECT_TRUE(one.hides(0, {})) << to_string(measure);
    EXPECT_EQ(one.audit(), "");
  }
}

TEST(Suppression, ShowsStructuralZerosUnlessTheDataContradictThem) {
  SmallRegister given;
  fill(given, 12, "016001");
  fill(given, 12, "016001", "minori", "2010-01-01");
  fill(given, 2, "016001", "minori");
  const auto definition = persons_by({by(Dimension::area), by_age({"0-17", "18+"})});
  const Codes impossible = {{"area", "anziani"}, {"age", "0-17"}};
  EXPECT_FALSE(ProtectedRegister(given, {definition}).hides(0, impossible));
  fill(given, 1, "016001", "anziani", "2010-01-01");
  const ProtectedRegister contradicted(given, {definition});
  EXPECT_TRUE(contradicted.hides(0, impossible));
  EXPECT_EQ(contradicted.audit(), "");
}

TEST(Suppression, GivesEveryPersonOfACellAWitnessWithoutThem) {
  SmallRegister given;
  for (const auto* owner : {"016001", "016002", "016003"}) {
    for (const auto* area : {"anziani", "disabili"}) fill(given, 25, owner, area);
    fill(given, 3, owner, "minori");
  }
  const ProtectedRegister persons(given, {persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  const auto cell = persons.cell(0, {{"territory", "016001"}, {"area", "minori"}});
  const auto& certificates = persons.result.certificates;
  const auto found = std::find_if(certificates.begin(), certificates.end(),
                                  [&](const auto& certificate) { return certificate.cell == cell; });
  ASSERT_NE(found, certificates.end());
  for (std::uint32_t person = 0; person < given.facts.persons.size(); ++person) {
    const auto changes_him = [&](const auto& proof) {
      return std::any_of(proof.witness.edits.begin(), proof.witness.edits.end(),
                         [&](const auto& edit) { return edit.person == person; });
    };
    EXPECT_FALSE(std::all_of(found->proofs.begin(), found->proofs.end(), changes_him)) << person;
  }
  EXPECT_EQ(persons.audit(), "");
}

TEST(Suppression, IsDeterministicForAKeyAndDiffersForAnother) {
  SmallRegister given;
  for (const auto* owner : {"016001", "016002", "016003", "016004", "016005", "016006"}) {
    for (const auto* area : {"anziani", "disabili"}) fill(given, 9, owner, area);
    fill(given, 2, owner, "minori");
  }
  const auto catalogue = std::vector{persons_by({by(TerritoryLevel::comune), by(Dimension::area)}),
                                     persons_by({by(Dimension::area)})};
  const auto persons_changed = [](const ProtectedRegister& result) {
    std::vector<std::uint32_t> persons;
    for (const auto& certificate : result.result.certificates) {
      for (const auto& proof : certificate.proofs) {
        for (const auto& edit : proof.witness.edits) persons.push_back(edit.person);
      }
    }
    return persons;
  };
  const ProtectedRegister one(given, catalogue, {}, "one key");
  const ProtectedRegister again(given, catalogue, {}, "one key");
  const ProtectedRegister other(given, catalogue, {}, "another key");
  EXPECT_EQ(one.result.hidden, again.result.hidden);
  EXPECT_EQ(persons_changed(one), persons_changed(again));
  EXPECT_NE(persons_changed(one), persons_changed(other));
  EXPECT_EQ(other.audit(), "");
}

}  // namespace
}  // namespace raccordo::tests
