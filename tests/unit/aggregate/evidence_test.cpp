#include "aggregate/evidence/evidence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aggregate/evidence/recheck.hpp"
#include "aggregate/facts/byte_stream.hpp"
#include "aggregate/make/making.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::HasSubstr;

std::vector<model::ExtractDefinition> catalogue() {
  auto persons = extract_by(Measure::persons, When::active_during,
                            {by(TerritoryLevel::comune), by(Dimension::area), by_age({"0-64", "65+"})});
  auto amounts = extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito)});
  amounts.id = "amounts";
  return {persons, amounts};
}

SmallRegister some_register() {
  SmallRegister given;
  for (int i = 0; i < 60; ++i) {
    given.open(given.person(i % 2 == 0 ? "F" : "M", i % 3 == 0 ? "1940-05-17" : "1980-09-23"),
               i % 4 == 0 ? "016001" : "016004");
    given.facts.cases.back().citizenship = given.code("FR");
    auto& intervention = given.intervene(i % 7 == 0 ? "disabili" : "anziani", "", "2017-03-01");
    intervention.has_amount = true;
    intervention.amount_cents = 100'00 + i;
  }
  return given;
}

aggregate::ProvenRelease some_release() {
  return aggregate::make_proven_release(some_register().facts, catalogue(), small_scheme(),
                                        request_for(year(2017)))
      .value();
}

TEST(Evidence, VerifiesTheReleaseFromStoredBytesOnly) {
  const auto made = some_release();
  const auto release = aggregate::read_release(made.release.serialise());
  const auto evidence = aggregate::read_evidence(made.evidence);
  ASSERT_TRUE(release.has_value());
  ASSERT_TRUE(evidence.has_value()) << evidence.error().message;
  EXPECT_FALSE(evidence->certificates.empty());
  const auto wrong = aggregate::recheck(*release, *evidence);
  EXPECT_FALSE(wrong) << wrong->message;
  EXPECT_EQ(aggregate::write_evidence(*evidence), made.evidence);
}

TEST(Evidence, VerifiesRatesWithThePopulationOfTheYear) {
  auto scheme = small_scheme();
  for (const auto& comune : scheme.territory.comuni()) {
    scheme.population.rows.push_back({comune.istat_code, 2017, "F", 30, 1234});
  }
  const auto rate = extract_by(Measure::prevalence, When::active_during, {by(TerritoryLevel::ambito)});
  const auto made =
      aggregate::make_proven_release(some_register().facts, {rate}, scheme, request_for(year(2017))).value();
  auto evidence = aggregate::read_evidence(made.evidence).value();
  EXPECT_FALSE(aggregate::recheck(made.release, evidence));
  evidence.layers.front().scheme.population.rows.front().inhabitants = 4321;
  EXPECT_THAT(aggregate::recheck(made.release, evidence).value().message, HasSubstr("has another number"));
}

TEST(Evidence, IsTheSameForTheSameSnapshotAndKey) {
  EXPECT_EQ(some_release().evidence, some_release().evidence);
  auto request = request_for(year(2017));
  request.key = "another key";
  const auto other =
      aggregate::make_proven_release(some_register().facts, catalogue(), small_scheme(), request).value();
  EXPECT_NE(other.evidence, some_release().evidence);
  EXPECT_FALSE(aggregate::recheck(other.release, aggregate::read_evidence(other.evidence).value()));
}

TEST(Evidence, ContainsOnlyAttributesUsedByTables) {
  const auto evidence = aggregate::read_evidence(some_release().evidence).value();
  std::size_t moved = 0;
  const auto given = some_register();
  for (std::size_t i = 0; i < evidence.facts.cases.size(); ++i) {
    EXPECT_EQ(evidence.facts.cases[i].citizenship, 0U);
    moved += evidence.facts.cases[i].owner != given.facts.cases[i].owner ? 1U : 0U;
  }
  EXPECT_GT(moved, 0U);  // the order of the persons differs
  for (const auto& person : evidence.facts.persons) {
    EXPECT_NE(person.key, 0U);  // links the person to later releases until erasure
    EXPECT_EQ(person.sex, 0U);
    EXPECT_TRUE(person.birth.year == 2000 || person.birth.year == 2000 - 65) << "the least age of the band";
  }
}

TEST(Evidence, NamesAReleaseWithDifferentNumbers) {
  const auto made = some_release();
  auto evidence = aggregate::read_evidence(made.evidence).value();
  evidence.facts.cases.pop_back();
  EXPECT_THAT(aggregate::recheck(made.release, evidence).value().message, HasSubstr("has another number"));
  evidence = aggregate::read_evidence(made.evidence).value();
  evidence.certificates.pop_back();
  EXPECT_THAT(aggregate::recheck(made.release, evidence).value().message, HasSubstr("has no certificate"));
  evidence = aggregate::read_evidence(made.evidence).value();
  evidence.layers.front().release_id = "01JDANOTHER";
  EXPECT_THAT(aggregate::recheck(made.release, evidence).value().message, HasSubstr("names another release"));
  evidence = aggregate::read_evidence(made.evidence).value();
  evidence.layers.front().rules.k = 4;
  EXPECT_THAT(aggregate::recheck(made.release, evidence).value().message, HasSubstr("another k"));
}

/// The place to look at after this one: each one at both ends, every eleventh between. Each takes
/// the time to read all evidence; fuzz_evidence takes any.
std::size_t next_place(std::size_t at, std::size_t size) {
  constexpr std::size_t kEnd = 1'500, kStep = 11;
  return at < kEnd || at + kEnd > size ? at + 1 : at + kStep;
}

TEST(Evidence, RefusesCutAndForeignBytes) {
  const auto bytes = some_release().evidence;
  for (std::size_t length = 0; length < bytes.size(); length = next_place(length, bytes.size())) {
    ASSERT_TRUE(aggregate::read_evidence(std::string_view(bytes).substr(0, length)).has_error()) << length;
  }
  EXPECT_TRUE(aggregate::read_evidence(bytes + "x").has_error());
  EXPECT_TRUE(aggregate::read_evidence(std::string(100, '\xff')).has_error());
  for (std::size_t at = 0; at < bytes.size(); at = next_place(at, bytes.size())) {
    auto bent = bytes;
    bent[at] = static_cast<char>(bent[at] ^ 0x55);
    const auto read = aggregate::read_evidence(bent);  // may succeed; must not crash
    if (read.has_value()) {
      EXPECT_NE(aggregate::write_evidence(*read), bytes);
    }
  }
}

TEST(ByteStream, RoundTripsEveryNumberAndText) {
  aggregate::ByteWriter out;
  const std::vector<std::int64_t> numbers = {0,
                                             1,
                                             -1,
                                             63,
                                             64,
                                             -64,
                                             -65,
                                             1'000'000,
                                             std::numeric_limits<std::int64_t>::max(),
                                             std::numeric_limits<std::int64_t>::min()};
  for (const auto number : numbers) out.number(number);
  out.text("");
  out.text("perché");
  aggregate::ByteReader in(out.bytes());
  for (const auto number : numbers) EXPECT_EQ(in.number(), number);
  EXPECT_EQ(in.text(), "");
  EXPECT_EQ(in.text(), "perché");
  EXPECT_TRUE(in.is_at_end());
  EXPECT_THROW(in.number(), aggregate::BadBytes);
}

}  // namespace
}  // namespace raccordo::tests
