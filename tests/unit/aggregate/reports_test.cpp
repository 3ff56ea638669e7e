// Reports of needs beside cases: which tables count them, that other catalogues do not notice them, and that
// their changes over the years concern nobody or at least k persons.
#include <gtest/gtest.h>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/evidence/recheck.hpp"
#include "aggregate/facts/edit.hpp"
#include "aggregate/make/making.hpp"
#include "unit/aggregate/proven_years.hpp"
#include "unit/aggregate/published_scene.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

constexpr model::Kinds kBoth{true, true}, kReports{false, true};

model::ExtractDefinition table_of(std::string id, model::Kinds kinds, Measure measure, When when,
                                  std::vector<model::DimensionChoice> dimensions) {
  auto table = extract_by(measure, when, std::move(dimensions));
  table.id = std::move(id);
  table.kinds = kinds;
  return table;
}

model::ExtractDefinition needs_by_sender() {
  return table_of("needs-by-sender", kBoth, Measure::persons, When::active_during,
                  {by(TerritoryLevel::ambito), by(Dimension::need), by(Dimension::sender)});
}

model::ExtractDefinition needs_of_cases() {
  return table_of("needs", {}, Measure::persons, When::active_during,
                  {by(TerritoryLevel::ambito), by(Dimension::need)});
}

void add_case(SmallRegister& given, std::uint32_t person, std::string_view owner, std::string_view need,
              std::string_view opened = "2014-03-01") {
  given.open(person, owner, opened).sender = given.code("municipal");
  given.need(need);
  given.intervene("anziani", "", opened);
}

void add_report(SmallRegister& given, std::uint32_t person, std::string_view owner, std::string_view need,
                std::string_view opened = "2014-06-01") {
  auto& report = given.open(person, owner, opened);
  report.is_report = true;
  report.sender = given.code("third-sector");
  given.need(need);
}

/// Forty persons with a case, of whom ten are reported too, and fifteen with a report alone.
SmallRegister some_register() {
  SmallRegister given;
  for (int i = 0; i < 55; ++i) {
    const auto person = given.person(i % 2 == 0 ? "F" : "M", "1950-01-01");
    const auto* owner = i % 3 == 0 ? "016001" : "016004";
    if (i < 40) add_case(given, person, owner, i % 4 == 0 ? "casa" : "lavoro");
    if (i >= 30) add_report(given, person, owner, "casa");
  }
  return given;
}

TEST(Reports, AreCountedOnlyByTablesThatSaySo) {
  const auto given = some_register();
  const auto count = [&](model::Kinds kinds, Measure measure) {
    return Counted(given, table_of("t", kinds, measure, When::active_during, {by(TerritoryLevel::ambito)}),
                   year(2014))
        .value({});
  };
  EXPECT_EQ(count({}, Measure::persons), 40);
  EXPECT_EQ(count(kReports, Measure::persons), 25);
  EXPECT_EQ(count(kBoth, Measure::persons), 55);
  EXPECT_EQ(count({}, Measure::cases), 40);
  EXPECT_EQ(count(kBoth, Measure::cases), 65);
  const Counted by_sender(given, needs_by_sender(), year(2014));
  EXPECT_EQ(by_sender.value({}), 55);
  EXPECT_EQ(by_sender.value({{"sender", "municipal"}}), 40);
  EXPECT_EQ(by_sender.value({{"sender", "third-sector"}}), 25);
  EXPECT_EQ(by_sender.value({{"sender", "health"}}), 0);
  EXPECT_EQ(by_sender.value({{"sender", "third-sector"}, {"need", "lavoro"}}), 0);
  EXPECT_FALSE(by_sender.table().dimensions.back().additive) << "a person may have both";
}

TEST(Reports, ChangeNothingInACatalogueWithoutThem) {
  const std::vector catalogue{
      needs_of_cases(), table_of("areas", {}, Measure::persons, When::active_during,
                                 {by(TerritoryLevel::comune), by(Dimension::area), by(Dimension::sex)})};
  const auto with = some_register();
  auto without = some_register();
  std::erase_if(without.facts.cases, [](const auto& item) { return item.is_report; });
  for (auto& item : without.facts.cases) item.sender = 0;
  const auto make = [&](const SmallRegister& given) {
    return aggregate::make_proven_release(given.facts, catalogue, small_scheme(), request_for(year(2014)))
        .value();
  };
  const auto one = make(with);
  const auto other = make(without);
  EXPECT_EQ(one.release.serialise(), other.release.serialise());
  EXPECT_EQ(one.evidence, other.evidence);
}

TEST(Reports, AreProvenOverTheYears) {
  const std::vector catalogue{needs_of_cases(), needs_by_sender()};
  auto given = some_register();
  prove_years(given.facts, catalogue,
              [&](const aggregate::ProvenRelease& made, const aggregate::Evidence& evidence, int number) {
                const auto reports = std::count_if(evidence.facts.cases.begin(), evidence.facts.cases.end(),
                                                   [](const auto& item) { return item.is_report; });
                EXPECT_GT(reports, 0);
                const auto back = aggregate::read_release(made.release.serialise());
                ASSERT_TRUE(back);
                EXPECT_EQ(back->tables()[0].definition().kinds, model::Kinds{});
                EXPECT_EQ(back->tables()[1].definition().kinds, kBoth);
                const auto next = std::to_string(number + 1) + "-02-01";
                for (int i = 0; i < 4; ++i)
                  add_report(given, given.person("F", "1960-01-01"), "016004", "lavoro", next);
                add_case(given, given.person("M", "1960-01-01"), "016001", "casa", next);
              });
}

TEST(Reports, ComeWhenKHaveComeTogether) {
  PublishedYears years({needs_of_cases(), needs_by_sender()}, 3);
  auto given = some_register();
  years.publish(given.facts);
  years.publish(given.facts);
  // Two persons known until now by a case alone, with another need, are reported: too few to be seen.
  for (const std::uint32_t person : {3U, 6U}) add_report(given, person, "016001", "casa", "2017-01-01");
  years.publish(given.facts);
  const Codes reported{{"territory", "alfa"}, {"need", "casa"}, {"sender", "third-sector"}};
  EXPECT_EQ(years.value(2, 1, reported), years.value(1, 1, reported));
  for (const std::uint32_t person : {9U, 15U}) add_report(given, person, "016001", "casa", "2018-01-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(3, 1, reported), years.value(1, 1, reported) + 4);
  for (std::size_t after = 1; after < years.years(); ++after) {
    for (std::size_t before = 0; before < after; ++before)
      EXPECT_TRUE(years.small_changes(before, after).empty()) << before << ' ' << after;
  }
}

TEST(Reports, AloneAreAGroupOfTheirOwn) {
  // Persons with a case or a report less persons with a case are those with a report alone. Three new cases
  // and one report are enough for each cell, and the one report is too few for the difference.
  PublishedYears years({needs_of_cases(), table_of("all-needs", kBoth, Measure::persons, When::active_during,
                                                   {by(TerritoryLevel::ambito), by(Dimension::need)})},
                       3);
  auto given = some_register();
  years.publish(given.facts);
  years.publish(given.facts);
  for (int i = 0; i < 3; ++i)
    add_case(given, given.person("F", "1960-01-01"), "016001", "casa", "2017-01-01");
  add_report(given, given.person("F", "1960-01-01"), "016001", "casa", "2017-01-01");
  years.publish(given.facts);
  const Codes here{{"territory", "alfa"}, {"need", "casa"}};
  EXPECT_EQ(years.value(2, 0, here), years.value(1, 0, here) + 3);
  EXPECT_EQ(years.value(2, 1, here), years.value(1, 1, here) + 3);
  EXPECT_EQ(years.moves().returned, 1U);
}

TEST(Reports, CasesAreNotOpenedAgainWhenACatalogueBeginsToAskForSenders) {
  const auto opened =
      table_of("opened", {}, Measure::cases, When::opened_during, {by(TerritoryLevel::ambito)});
  const std::vector before{opened, needs_of_cases()};
  const std::vector after{opened, needs_of_cases(), needs_by_sender()};
  auto given = some_register();
  std::erase_if(given.facts.cases, [](const auto& item) { return item.is_report; });
  const auto first =
      aggregate::make_proven_release(given.facts, before, small_scheme(), request_for(year(2016))).value();
  auto request = request_for(year(2017));
  request.id = "01JDNEXT";
  const auto evidence = aggregate::read_evidence(first.evidence).value();
  const auto next =
      aggregate::make_proven_release(given.facts, after, small_scheme(), request, &evidence).value();
  EXPECT_EQ(next.release.tables()[0].cells()[0].value, 0) << "all were opened in 2014";
  EXPECT_EQ(next.release.tables()[1].cells()[0].value, 40);
  EXPECT_EQ(next.release.tables()[2].cells()[0].value, 40);
  EXPECT_FALSE(aggregate::recheck(next.release, aggregate::read_evidence(next.evidence).value()));
}

TEST(Reports, KindAndSenderChangeTogether) {
  auto given = some_register();
  aggregate::FactColumns dossier;
  const std::vector<std::uint32_t> first{0};
  aggregate::arrange(given.facts, first, dossier);
  aggregate::CaseRow report = dossier.cases[0];
  report.is_report = true;
  report.sender = given.code("third-sector");
  using aggregate::Attribute;
  const aggregate::Edit edit{0, Attribute::origin, value_of(Attribute::origin, dossier.cases[0]),
                             value_of(Attribute::origin, report)};
  EXPECT_TRUE(names_codes_below(edit, given.facts.codes.size()));
  EXPECT_FALSE(names_codes_below(edit, report.sender));
  apply(edit, dossier);
  EXPECT_TRUE(dossier.cases[0].is_report);
  EXPECT_EQ(dossier.cases[0].sender, report.sender);
}

}  // namespace
}  // namespace raccordo::tests
