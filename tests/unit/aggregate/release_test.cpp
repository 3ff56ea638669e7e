
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using ::testing::HasSubstr;

SmallRegister some_register() {
  SmallRegister given;
  for (int i = 0; i < 30; ++i) {
    given.open(given.person(i % 2 == 0 ? "F" : "M", "1940-05-01"), i < 25 ? "016001" : "016004");
    given.intervene(i < 28 ? "anziani" : "disabili", "", "2017-03-01");
  }
  return given;
}

std::vector<model::ExtractDefinition> some_catalogue() {
  auto cases =
      extract_by(model::Measure::cases, model::When::registered_by_end, {by(model::TerritoryLevel::ambito)});
  cases.id = "cases-by-ambito";
  auto persons =
      extract_by(model::Measure::persons, model::When::active_during,
                 {by(model::TerritoryLevel::comune), by(model::Dimension::area), by_age({"0-64", "65+"})});
  persons.id = "persons";
  return {cases, persons};
}

aggregate::Release some_release() {
  return tests::release_of(some_register().facts, some_catalogue(), small_scheme(), request_for(year(2017)))
      .value();
}

TEST(Release, GivesTheSameBytesForTheSameSnapshot) {
  EXPECT_EQ(some_release().serialise(), some_release().serialise());
  EXPECT_EQ(some_release().metadata(), some_release().metadata());
  auto request = request_for(year(2017));
  request.id = "01JDANOTHER";
  const auto other = tests::release_of(some_register().facts, some_catalogue(), small_scheme(), request);
  EXPECT_EQ(other->digest(), some_release().digest());
  request.rules.k = 6;
  const auto stricter = tests::release_of(some_register().facts, some_catalogue(), small_scheme(), request);
  EXPECT_NE(stricter->digest(), some_release().digest());
}

TEST(Release, MetadataHoldTheDocumentedMembers) {
  rapidjson::Document document;
  const auto metadata = some_release().metadata();
  document.Parse(metadata.data(), metadata.size());
  ASSERT_FALSE(document.HasParseError());
  for (const auto* key : {"id", "period", "revision", "k", "rules", "guarantee", "mapping_versions",
                          "coverage", "digest", "tables"}) {
    EXPECT_TRUE(document.HasMember(key)) << key;
  }
  EXPECT_EQ(document["k"].GetInt(), 5);
  EXPECT_EQ(document["mapping_versions"]["treviglio"]["area"].GetInt(), 3);
  EXPECT_EQ(document["coverage"]["treviglio"].GetInt(), 97);
  const auto& table = document["tables"][1];
  EXPECT_STREQ(table["id"].GetString(), "persons");
  EXPECT_STREQ(table["measure"].GetString(), "persons");
  EXPECT_STREQ(table["when"].GetString(), "active-during");
  EXPECT_EQ(table["dimensions"].Size(), 3U);
  EXPECT_FALSE(table["additive"]["area"].GetBool());
  EXPECT_TRUE(table["additive"]["age"].GetBool());
  EXPECT_EQ(table["cells"].GetUint(), some_release().tables()[1].cells().size());
  EXPECT_GT(table["hidden"].GetUint(), 0U);
  const double share = table["hidden"].GetDouble() / table["cells"].GetDouble();
  EXPECT_NEAR(table["share_hidden"].GetDouble(), share, 0.0001);
  EXPECT_LT(document["tables"][0]["hidden"].GetUint(), document["tables"][0]["cells"].GetUint());
}

TEST(Release, GuaranteeMatchesTheRulesApplied) {
  const auto release = some_release();
  const auto& guarantee = release.tables().front().guarantee();
  EXPECT_THAT(
      guarantee,
      HasSubstr(
          "another register is on file that gives every number published in this release and in the two"));
  EXPECT_THAT(guarantee, HasSubstr("Not covered"));
  EXPECT_THAT(guarantee, HasSubstr("not differential privacy"));
  EXPECT_THAT(release.tables().front().rules(), HasSubstr("k = 5"));
}

TEST(Release, HoldsNoValueOfAHiddenCell) {
  const auto release = some_release();
  std::size_t hidden = 0;
  for (const auto& cell : release.tables()[1].cells()) {
    if (!cell.hidden) continue;
    ++hidden;
    EXPECT_EQ(cell.value, 0);
  }
  EXPECT_EQ(release.summaries()[1].hidden, hidden);
  EXPECT_GT(hidden, 0U);
}

TEST(Release, RoundTripsTheStoredForm) {
  const auto release = some_release();
  const auto read = aggregate::read_release(release.serialise());
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(read->serialise(), release.serialise());
  EXPECT_EQ(read->metadata(), release.metadata());
  EXPECT_EQ(read->id(), release.id());
  ASSERT_NE(read->find("persons"), nullptr);
  EXPECT_EQ(read->find("persons")->cells().size(), release.find("persons")->cells().size());
  EXPECT_EQ(read->find("persons")->dimensions()[0].categories.back().depth, 2);
  EXPECT_EQ(read->find("nothing"), nullptr);
}

TEST(Release, NamesAnEditedOrCutStoredForm) {
  const auto stored = some_release().serialise();
  const auto fault = [](const std::string& bytes) {
    const auto read = aggregate::read_release(bytes);
    return read.has_error() ? read.error().message : std::string();
  };
  auto edited = stored;
  edited.replace(edited.find("null"), 4, "1000");
  EXPECT_THAT(fault(edited), HasSubstr("digest differs"));
  edited = stored;
  edited.replace(edited.find("01JDRELEASE"), 11, "01JDFORGERY");
  EXPECT_THAT(fault(edited), HasSubstr("seal differs"));
  EXPECT_THAT(fault(""), HasSubstr("no stored release"));
  EXPECT_THAT(fault("{}\n"), HasSubstr("no stored release"));
  for (const std::size_t length :
       {std::size_t{10}, stored.find('\n'), stored.find('\n') + 1, stored.size() - 1}) {
    EXPECT_FALSE(fault(stored.substr(0, length)).empty()) << length;
  }
}

TEST(Release, RefusesAThresholdBelowThree) {
  const auto make = [](int k) {
    return tests::release_of(some_register().facts, some_catalogue(), small_scheme(),
                             request_for(year(2017), k));
  };
  ASSERT_TRUE(make(2).has_error());
  EXPECT_THAT(make(2).error().message, HasSubstr("set it to 3"));
  EXPECT_TRUE(make(3).has_value());
}

TEST(Release, RefusesAnInvalidShare) {
  const auto make = [](int p_percent) {
    auto request = request_for(year(2017));
    request.rules.p_percent = p_percent;
    return tests::release_of(some_register().facts, some_catalogue(), small_scheme(), request);
  };
  for (const int wrong : {-1, 100}) {
    ASSERT_TRUE(make(wrong).has_error());
    EXPECT_THAT(make(wrong).error().message, HasSubstr("from 0 to 99"));
  }
  EXPECT_TRUE(make(0).has_value());
  EXPECT_TRUE(make(99).has_value());
}

TEST(Release, RefusesAnEmptyCatalogue) {
  EXPECT_TRUE(
      tests::release_of(some_register().facts, {}, small_scheme(), request_for(year(2017))).has_error());
}

TEST(Release, PublishesZerosForAnEmptySnapshot) {
  const auto release = tests::release_of({}, some_catalogue(), small_scheme(), request_for(year(2017)));
  ASSERT_TRUE(release.has_value());
  EXPECT_EQ(release->summaries()[0].hidden, 0U);
  EXPECT_EQ(release->tables()[0].cells()[0].value, 0);
}

}  // namespace
}  // namespace raccordo::tests
