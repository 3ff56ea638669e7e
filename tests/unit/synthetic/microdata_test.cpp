#include "synthetic/microdata.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/release/stored_form.hpp"
#include "base/digest.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"
#include "unit/synthetic/read_back.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

model::ExtractDefinition persons_by(std::string id, std::vector<model::DimensionChoice> by_dimensions) {
  auto definition = extract_by(Measure::persons, When::active_during, std::move(by_dimensions));
  definition.id = std::move(id);
  return definition;
}

std::vector<model::ExtractDefinition> small_catalogue() {
  auto cases = extract_by(Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)});
  cases.id = "cases";
  auto amount =
      extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)});
  amount.id = "amount";
  auto residence = persons_by("residence", {by(Dimension::residence)});
  return {persons_by("sex-age",
                     {by(TerritoryLevel::ambito), by(Dimension::sex), by_age({"0-17", "18-64", "65+"})}),
          persons_by("area", {by(TerritoryLevel::ambito), by(Dimension::area)}),
          persons_by("area-age", {by(Dimension::area), by_age({"0-17", "18+"})}),
          persons_by("type", {by(Dimension::type)}),
          persons_by("need", {by(TerritoryLevel::ambito), by(Dimension::need)}),
          persons_by("citizenship", {by(Dimension::citizenship)}),
          cases,
          amount,
          residence};
}

/// Some dozens of persons in every Ambito; every seventh has two areas, every fifth two needs.
SmallRegister some_register(int persons = 240) {
  const std::string_view owners[] = {"016001", "016003", "016004", "016006"};
  SmallRegister given;
  for (int i = 0; i < persons; ++i) {
    const bool is_minor = i % 3 == 0;
    const auto person = given.person(i % 2 == 0 ? "M" : "F", is_minor ? "2008-01-01" : "1940-01-01");
    auto& item = given.open(person, owners[i % 4]);
    item.citizenship = given.code(i % 4 == 0 ? "FR" : "IT");
    given.need(i % 2 == 0 ? "casa" : "lavoro");
    if (i % 5 == 0) given.need(i % 2 == 0 ? "lavoro" : "casa");
    auto& first =
        given.intervene(is_minor ? "minori" : "anziani", is_minor ? "minori.nido" : "anziani.pasti");
    first.amount_cents = 10'000 + i;
    first.has_amount = true;
    if (i % 7 == 0) given.intervene("disabili", "disabili.educativa");
  }
  return given;
}

aggregate::Release release_with(const SmallRegister& given,
                                const std::vector<model::ExtractDefinition>& catalogue, int k = 5) {
  return release_of(given.facts, catalogue, small_scheme(), request_for(year(2017), k)).value();
}

/// A stored release with a changed content, under a digest of its own.
aggregate::Release changed(const aggregate::Release& release,
                           const std::function<void(std::string&)>& change) {
  const auto& stored = release.serialise();
  auto content = std::string(aggregate::split_stored(stored)->content);
  change(content);
  return aggregate::read_release(aggregate::write_stored(release.id(), base::sha256_hex(content), content))
      .value();
}

/// Replaces the first number of a table's cells.
void set_first_cell(std::string& content, const std::string& table, const std::string& value) {
  const auto begin = content.find("\"cells\":[", content.find("{\"id\":\"" + table + "\"")) + 9;
  content.replace(begin, content.find_first_of(",]", begin) - begin, value);
}

void hide_everything(std::string& content) {
  for (std::size_t begin = content.find("\"cells\":["); begin != std::string::npos;
       begin = content.find("\"cells\":[", begin)) {
    begin += 9;
    for (std::size_t i = begin; content[i] != ']';) {
      const auto end = content.find_first_of(",]", i);
      content.replace(i, end - i, "null");
      i += 4;
      if (content[i] == ',') ++i;
    }
  }
}

const synthetic::FitRow& fit_of(const synthetic::Microdata& made, std::string_view table) {
  for (const auto& row : made.fit) {
    if (row.table == table) return row;
  }
  throw std::out_of_range("no table " + std::string(table));
}

void expect_all_persons(const synthetic::Microdata& made) {
  for (const auto& row : made.fit) {
    if (row.measure == Measure::persons && row.not_compared.empty()) {
      EXPECT_EQ(row.exact, row.shown) << row.table;
    }
  }
}

TEST(Microdata, GivesEveryShownCountOfPersonsOfSmallRelease) {
  for (const int k : {3, 5, 10}) {
    const auto made =
        synthetic::make_microdata(release_with(some_register(), small_catalogue(), k), 1).value();
    expect_all_persons(made);
    EXPECT_EQ(fit_of(made, "cases").exact, fit_of(made, "cases").shown);
    EXPECT_EQ(made.persons, 240U);
  }
}

TEST(Microdata, FollowsAnotherCatalogue) {
  const auto ages = by_age({"0-17", "18+"});
  const std::vector<model::ExtractDefinition> catalogue = {
      persons_by("comune", {by(TerritoryLevel::comune)}),
      persons_by("need-sex", {by(TerritoryLevel::ambito), by(Dimension::need), by(Dimension::sex)}),
      persons_by("type-age", {by(Dimension::type), ages}),
      persons_by("group-area", {by(TerritoryLevel::group), by(Dimension::area)}),
      persons_by("citizenship-area", {by(Dimension::citizenship), by(Dimension::area)})};
  const auto made = synthetic::make_microdata(release_with(some_register(), catalogue), 1).value();
  expect_all_persons(made);
  EXPECT_EQ(made.persons, 240U);
}

TEST(Microdata, SaysWhichTableItCannotCompare) {
  const auto made = synthetic::make_microdata(release_with(some_register(), small_catalogue()), 1).value();
  EXPECT_NE(fit_of(made, "residence").not_compared, "");
  EXPECT_NE(content_of(made, "fit.csv").find("residence,persons,"), std::string::npos);
}

TEST(Microdata, IsTheSameForSameReleaseAndSeed) {
  const auto release = release_with(some_register(), small_catalogue());
  const auto first = synthetic::make_microdata(release, 5).value();
  const auto again =
      synthetic::make_microdata(aggregate::read_release(release.serialise()).value(), 5).value();
  const auto other = synthetic::make_microdata(release, 6).value();
  ASSERT_EQ(first.files.size(), again.files.size());
  for (std::size_t i = 0; i < first.files.size(); ++i)
    EXPECT_EQ(first.files[i].content, again.files[i].content);
  EXPECT_NE(content_of(first, "persons.csv"), content_of(other, "persons.csv"));
}

TEST(Microdata, CountsAPersonOfTwoAmbitiOnce) {
  auto given = some_register();
  for (std::uint32_t person = 0; person < 40; ++person) {
    const auto first = given.facts.cases[person].owner;
    const auto citizenship = given.facts.cases[person].citizenship;
    given.open(person, given.facts.codes.text(first) == "016004" ? "016006" : "016004").citizenship =
        citizenship;
    given.need("casa");
    given.intervene("anziani", "anziani.trasporto");
  }
  const auto made = synthetic::make_microdata(release_with(given, small_catalogue()), 1).value();
  expect_all_persons(made);
  EXPECT_EQ(made.persons, 240U);
  EXPECT_NE(content_of(made, "persons.csv").find("beta|gamma"), std::string::npos);
}

TEST(Microdata, ReadsSharedAgesAndUnknownValues) {
  auto given = some_register();
  for (int i = 0; i < 12; ++i) {
    given.open(given.person("U", ""), "016215");
    given.intervene("", "");
  }
  const auto made = synthetic::make_microdata(release_with(given, small_catalogue()), 1).value();
  expect_all_persons(made);
  for (const auto& row : rows_of(made, "persons.csv")) {
    EXPECT_TRUE(row.at("age") == "0-17" || row.at("age") == "18-64" || row.at("age") == "65+" ||
                row.at("age") == "_U");
  }
}

TEST(Microdata, SharesAmountsInEqualParts) {
  const auto made = synthetic::make_microdata(release_with(some_register(), small_catalogue()), 1).value();
  EXPECT_EQ(fit_of(made, "amount").exact, fit_of(made, "amount").shown);
}

TEST(Microdata, LeavesOutWhatNoTableCounts) {
  const auto release = release_with(some_register(), {persons_by("sex", {by(Dimension::sex)})});
  const auto made = synthetic::make_microdata(release, 1).value();
  expect_all_persons(made);
  EXPECT_EQ(content_of(made, "persons.csv").substr(0, 11), "person,sex\n");
  const auto& codebook = content_of(made, "codebook.csv");
  EXPECT_NE(codebook.find("household,,\"Assente"), std::string::npos);
  EXPECT_NE(codebook.find("need,,Assente"), std::string::npos);
}

TEST(Microdata, RefusesReleaseWithEverythingHidden) {
  const auto release = changed(release_with(some_register(), small_catalogue()), hide_everything);
  const auto made = synthetic::make_microdata(release, 1);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("shows no number of persons"), std::string::npos)
      << made.error().message;
}

TEST(Microdata, RefusesReleaseWithoutTableOfPersons) {
  const auto release = release_with(
      some_register(), {extract_by(Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)})});
  EXPECT_FALSE(synthetic::make_microdata(release, 1));
}

TEST(Microdata, GivesNoPersonsOfReleaseOfNobody) {
  const auto made = synthetic::make_microdata(release_with(SmallRegister(), small_catalogue()), 1).value();
  EXPECT_EQ(made.persons, 0U);
  expect_all_persons(made);
  EXPECT_TRUE(rows_of(made, "persons.csv").empty());
}

TEST(Microdata, FillsTableOfWhichOnlyTheTotalIsShown) {
  const auto release = changed(release_with(some_register(), small_catalogue()), [](std::string& content) {
    const auto begin = content.find("\"cells\":[", content.find("{\"id\":\"need\"")) + 9;
    const auto comma = content.find(',', begin);
    std::string rest = content.substr(comma, content.find(']', comma) - comma);
    std::string hidden;
    for (const char c : rest) hidden += c == ',' ? ",null" : "";
    content.replace(comma, rest.size(), hidden);
  });
  const auto made = synthetic::make_microdata(release, 1).value();
  expect_all_persons(made);
  EXPECT_EQ(fit_of(made, "need").shown, 1U);
}

TEST(Microdata, GivesDistanceOfTablesThatContradictEachOther) {
  const auto release = changed(release_with(some_register(), small_catalogue()), [](std::string& content) {
    set_first_cell(content, "area-age", "9000");
    set_first_cell(content, "citizenship", "17");
  });
  const auto made = synthetic::make_microdata(release, 1).value();
  EXPECT_GT(fit_of(made, "area-age").largest, 0);
  EXPECT_GT(fit_of(made, "citizenship").largest, 0);
}

TEST(Microdata, RefusesNumbersThatCannotCountPersons) {
  const auto release = release_with(some_register(), small_catalogue());
  for (const auto* value : {"-1", "5000001", "9223372036854775807"}) {
    for (const auto* table : {"need", "cases"}) {
      const auto made = synthetic::make_microdata(
          changed(release, [&](std::string& content) { set_first_cell(content, table, value); }), 1);
      ASSERT_FALSE(made) << table << value;
      EXPECT_NE(made.error().message.find(std::string("table ") + table), std::string::npos);
    }
  }
}

TEST(Microdata, RefusesAmountBeyondAllMoney) {
  const auto release = changed(release_with(some_register(), small_catalogue()), [](std::string& content) {
    set_first_cell(content, "amount", "-9223372036854775807");
  });
  EXPECT_FALSE(synthetic::make_microdata(release, 1));
}

TEST(Microdata, QuotesCodesThatAreNoPlainText) {
  const auto release = changed(release_with(some_register(), small_catalogue()), [](std::string& content) {
    for (std::size_t at = content.find("[\"IT\""); at != std::string::npos;
         at = content.find("[\"IT\"", at + 1))
      content.replace(at, 5, "[\"=1,2\"");
  });
  const auto made = synthetic::make_microdata(release, 1).value();
  EXPECT_NE(content_of(made, "persons.csv").find("\"'=1,2\""), std::string::npos);
}

}  // namespace
}  // namespace raccordo::tests
