// The synthetic register of the release of the invented province, against the release and against the
// register of which the release is.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "aggregate/release/release.hpp"
#include "bench/invented_facts.hpp"
#include "mapping/scheme_file.hpp"
#include "support/counted_tables.hpp"
#include "support/release_of.hpp"
#include "synthetic/microdata.hpp"
#include "unit/aggregate/small_register.hpp"
#include "unit/synthetic/read_back.hpp"
#include "unit/synthetic_province/unpublished.hpp"

namespace raccordo::tests {
namespace {

class Province {
 public:
  Province()
      : scheme(mapping::load_scheme(root() / "mappings/scheme").value()),
        catalogue(aggregate::load_catalogue(root() / "mappings/extracts").value()),
        truth(bench::invent_facts({"ambito", 5'000, 3, 2017}, root() / "mappings",
                                  root() / "tests/synth/data")),
        release(make_release()),
        made(synthetic::make_microdata(release, 7).value()),
        facts(facts_of(made, scheme)) {}

  static const Province& get() {
    static const Province province;
    return province;
  }
  static std::filesystem::path root() { return RACCORDO_SOURCE_DIR; }

  const model::Scheme scheme;
  const std::vector<model::ExtractDefinition> catalogue;
  const model::FactSet truth;
  const aggregate::Release release;
  const synthetic::Microdata made;
  const model::FactSet facts;

 private:
  aggregate::Release make_release() const {
    auto request = request_for(year(2017));
    request.key = std::string(32, 'k');
    return release_of(truth, catalogue, scheme, request).value();
  }
};

bool counts_persons(const model::ExtractDefinition& definition) {
  return definition.measure == model::Measure::persons && definition.when == model::When::active_during;
}

/// Cells that differ between the release and the register as the gateway counts it.
std::string differences(const model::ProtectedTable& table, const aggregate::CountedTable& counted) {
  std::string found;
  for (std::size_t cell = 0; cell < table.cells().size(); ++cell) {
    const auto& shown = table.cells()[cell];
    if (!shown.hidden && shown.value != counted.cells[cell].value)
      found += " " + std::to_string(cell) + ": " + std::to_string(shown.value) + " is " +
               std::to_string(counted.cells[cell].value);
  }
  return found;
}

TEST(ProvinceMicrodata, EveryShownCountOfPersonsFromAmbitoUpComesOut) {
  const auto& province = Province::get();
  int compared = 0;
  for (const auto& table : province.release.tables()) {
    if (!counts_persons(table.definition()) || table.definition().id == "persons-by-comune-area") continue;
    const auto counted =
        count_tables(province.facts, {table.definition()}, province.scheme, year(2017)).value().front();
    EXPECT_EQ(differences(table, counted), "") << table.definition().id;
    ++compared;
  }
  EXPECT_GE(compared, 6);
}

TEST(ProvinceMicrodata, FitAgreesWithTheCountersOfTheGateway) {
  const auto& province = Province::get();
  for (const auto& row : province.made.fit) {
    const auto* table = province.release.find(row.table);
    ASSERT_NE(table, nullptr);
    if (!counts_persons(table->definition()) || row.table == "persons-by-comune-area") continue;
    EXPECT_EQ(row.exact, row.shown) << row.table;
    EXPECT_EQ(row.not_compared, "");
  }
}

TEST(ProvinceMicrodata, OtherMeasuresAreNear) {
  int compared = 0;
  for (const auto& row : Province::get().made.fit) {
    if (!row.not_compared.empty() || row.measure == model::Measure::persons) continue;
    ++compared;
    if (row.measure == model::Measure::amount) {
      EXPECT_GE(row.exact * 10, row.shown * 9) << row.table;
    } else {
      EXPECT_EQ(row.exact, row.shown) << row.table;
    }
  }
  EXPECT_GE(compared, 6);
}

TEST(ProvinceMicrodata, TablesNobodyPublishedAreAsNearAsThePublishedOnesAllow) {
  const auto& province = Province::get();
  const auto measured = compare_unpublished(province.truth, province.facts, province.scheme);
  for (const auto& [table, percent] : measured) {
    std::printf("%s: %d %% of the persons are elsewhere\n", table.c_str(), percent);
    // Published margins determine these nearly; needs no table crosses with anything but the Ambito.
    if (table.starts_with("Ambito, area, sex") || table.starts_with("Ambito, area, age")) {
      EXPECT_LE(percent, 25) << table;
    }
  }
}

TEST(ProvinceMicrodata, EveryPersonIsPossible) {
  const auto& province = Province::get();
  for (const auto& row : rows_of(province.made, "persons.csv")) {
    const bool is_minor = row.at("age") == "0-17";
    if (is_minor) {
      EXPECT_EQ(row.at("area").find("anziani"), std::string::npos)
          << "an age that the area does not admit: person " << row.at("person");
    }
    EXPECT_FALSE(row.at("ambito").empty());
  }
}

TEST(ProvinceMicrodata, AnotherSeedDrawsOtherPersonsWithTheSameTables) {
  const auto& province = Province::get();
  const auto other = synthetic::make_microdata(province.release, 8).value();
  EXPECT_NE(content_of(other, "persons.csv"), content_of(province.made, "persons.csv"));
  EXPECT_EQ(other.persons, province.made.persons);
}

}  // namespace
}  // namespace raccordo::tests
