// The shipped profiles read what the generator writes: good cases without an issue, and the same cases in
// different formats as the same shared records.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

#include "synth/reports.hpp"
#include "synth/sets.hpp"
#include "unit/synth/shipped_profile.hpp"

namespace raccordo::synth {
namespace {

namespace fs = std::filesystem;

const fs::path kMappings = fs::path(RACCORDO_SOURCE_DIR) / "mappings";

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class GeneratedDocuments : public ::testing::Test {
 protected:
  GeneratedDocuments() : workshop_(kMappings, fs::path(RACCORDO_SOURCE_DIR) / "tests/synth/data") {
    order_.out = fs::path(::testing::TempDir()) / "raccordo-decode" /
                 ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(order_.out);
  }
  void TearDown() override { fs::remove_all(order_.out); }

  void expect_all_good(System system, const fs::path& file, model::DocumentFormat format) {
    order_.only = system;
    order_.cases = 4000;
    const Truth truth = write_ambito_set(workshop_, order_);
    const auto decoded =
        ShippedProfile(std::string(to_string(system))).decode(slurp(order_.out / file), format);
    EXPECT_EQ(decoded.records.size(), truth.cases());
    EXPECT_GT(truth.cases(), 80U);
    EXPECT_EQ(decoded.issues, std::vector<std::string>{});
  }

  Workshop workshop_;
  Order order_;
};

TEST_F(GeneratedDocuments, OfIsolaBergamascaAreAcceptedCompletely) {
  expect_all_good(System::isola_bergamasca, "isola-bergamasca/isola-bergamasca.json",
                  model::DocumentFormat::json);
}

TEST_F(GeneratedDocuments, OfBergamoAreAcceptedCompletely) {
  expect_all_good(System::bergamo, "bergamo/bergamo.csv", model::DocumentFormat::csv);
}

TEST_F(GeneratedDocuments, OfTreviglioAreAcceptedCompletely) {
  expect_all_good(System::treviglio, "treviglio/treviglio.csv", model::DocumentFormat::csv);
}

TEST_F(GeneratedDocuments, OfHealthPortalAreAcceptedCompletely) {
  order_.only = System::health_portal;
  order_.cases = 1000;
  const Truth truth = write_ambito_set(workshop_, order_);
  ShippedProfile profile("health-portal");
  std::size_t records = 0;
  for (const auto& entry : fs::directory_iterator(order_.out / "health-portal")) {
    const auto decoded = profile.decode(slurp(entry.path()), model::DocumentFormat::xml);
    EXPECT_EQ(decoded.issues, std::vector<std::string>{}) << entry.path().filename();
    records += decoded.records.size();
  }
  EXPECT_EQ(records, truth.cases());
  EXPECT_GT(records, 700U);
}

TEST_F(GeneratedDocuments, OfThirdSectorBodiesAreAcceptedCompletelyAndIdentifyWithConsentOnly) {
  order_.cases = 4000;
  order_.reports = 301;
  write_ambito_set(workshop_, order_);
  std::size_t reports = 0, local = 0;
  for (const auto& body : reporting_bodies()) {
    const std::string source = body.writes_csv ? "terzo-settore-csv" : "terzo-settore";
    const auto file = std::string(body.name) + (body.writes_csv ? ".csv" : ".json");
    const auto decoded = ShippedProfile(source).decode(
        slurp(order_.out / source / file),
        body.writes_csv ? model::DocumentFormat::csv : model::DocumentFormat::json);
    EXPECT_EQ(decoded.issues, std::vector<std::string>{});
    reports += decoded.records.size();
    for (const auto& record : decoded.records) {
      EXPECT_NE(record.find(R"("kind":"report")"), std::string::npos) << record;
      EXPECT_NE(record.find(R"("channel":"third-sector")"), std::string::npos) << record;
      local += record.find(R"("id_type":"local")") != std::string::npos ? 1U : 0U;
    }
  }
  EXPECT_EQ(reports, 301U);
  const auto told = slurp(order_.out / "reports.json");
  EXPECT_NE(told.find("\"with_identifier\":" + std::to_string(reports - local) + ","), std::string::npos)
      << told;
  EXPECT_EQ(told.find("\"of_persons_with_a_case\":0"), std::string::npos) << told;
}

TEST_F(GeneratedDocuments, OfAsstAreAcceptedCompletelyAndTellOfPersonsWithMunicipalCases) {
  order_.cases = 4000;
  order_.has_asst = true;
  write_ambito_set(workshop_, order_);
  const auto decoded = ShippedProfile("asst").decode(slurp(order_.out / "asst/asst.ndjson"),
                                                     model::DocumentFormat::fhir_ndjson);
  EXPECT_EQ(decoded.issues, std::vector<std::string>{});
  EXPECT_GT(decoded.records.size(), 400U);
  const auto told = slurp(order_.out / "asst.json");
  EXPECT_NE(told.find("\"cases\":" + std::to_string(decoded.records.size()) + ","), std::string::npos)
      << told;
  const auto has = [&](std::string_view text) {
    return std::any_of(decoded.records.begin(), decoded.records.end(),
                       [&](const auto& record) { return record.find(text) != std::string::npos; });
  };
  for (const std::string_view text :
       {R"("managed_by":"030325")", R"("assessments":[{)", R"("plans":[{)", R"("amount":)",
        R"("unit":"hour")", R"("closure":{)", R"("household":{)", R"("channel":)", R"("needs":[{)",
        R"("management":)"})
    EXPECT_TRUE(has(text)) << text;
}

TEST_F(GeneratedDocuments, OfTheComuniAreTheSameWithAndWithoutAsst) {
  order_.cases = 1000;
  order_.defects = 0.1;
  order_.reports = 20;
  write_ambito_set(workshop_, order_);
  const auto without = slurp(order_.out / "bergamo/bergamo.csv") + slurp(order_.out / "truth.json") +
                       slurp(order_.out / "terzo-settore/mensa-la-ringhiera.json");
  order_.has_asst = true;
  write_ambito_set(workshop_, order_);
  EXPECT_EQ(without, slurp(order_.out / "bergamo/bergamo.csv") + slurp(order_.out / "truth.json") +
                         slurp(order_.out / "terzo-settore/mensa-la-ringhiera.json"));
}

TEST_F(GeneratedDocuments, OfOneThousandCasesAreTheSameSharedRecordsInEveryFormat) {
  write_equal_set(workshop_, order_);
  const auto json = ShippedProfile("isola-bergamasca")
                        .decode(slurp(order_.out / "isola-bergamasca.json"), model::DocumentFormat::json);
  ASSERT_EQ(json.records.size(), 1000U);
  EXPECT_EQ(json.issues, std::vector<std::string>{});
  for (const std::string source : {"bergamo", "treviglio", "health-portal"}) {
    const bool xml = source == "health-portal";
    const auto file = order_.out / (source + (xml ? ".xml" : ".csv"));
    const auto other = ShippedProfile(source).decode(
        slurp(file), xml ? model::DocumentFormat::xml : model::DocumentFormat::csv);
    EXPECT_EQ(other.issues, std::vector<std::string>{}) << source;
    ASSERT_EQ(other.records.size(), json.records.size()) << source;
    for (std::size_t i = 0; i < json.records.size(); ++i)
      ASSERT_EQ(other.records[i], json.records[i]) << source;
  }
}

}  // namespace
}  // namespace raccordo::synth
