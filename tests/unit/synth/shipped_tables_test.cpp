// Consistency of the shipped scheme and tables: every table loads, and every shared code can be written in
// every system's own codes at any date the generator uses.
#include <gtest/gtest.h>

#include <algorithm>

#include "mapping/scheme_file.hpp"
#include "mapping/table_file.hpp"
#include "synth/inverse_tables.hpp"
#include "synth/territory.hpp"

namespace raccordo::synth {
namespace {

const std::filesystem::path kMappings = std::filesystem::path(RACCORDO_SOURCE_DIR) / "mappings";
constexpr std::string_view kSystemsOfCodes[] = {"area", "intervention", "need",    "channel",    "request",
                                                "sex",  "household",    "closure", "management", "unit"};

std::string text_of(const base::FileFaults& faults) {
  std::string text;
  for (const auto& fault : faults) {
    text += fault.file + ":" + std::to_string(fault.line) + ": " + fault.message + "\n";
  }
  return text;
}

TEST(ShippedScheme, LoadsWithoutFault) {
  const auto scheme = mapping::load_scheme(kMappings / "scheme");
  ASSERT_TRUE(scheme.has_value()) << text_of(scheme.error());
  EXPECT_EQ(scheme->territory.comuni().size(), 243U);
  EXPECT_EQ(scheme->find("intervention")->codes().size(), 56U);
  EXPECT_EQ(scheme->territory.by_istat("016215")->ambito, "");
}

TEST(ShippedScheme, GroupsHoldThreeToSixComuni) {
  const auto scheme = mapping::load_scheme(kMappings / "scheme");
  ASSERT_TRUE(scheme.has_value()) << text_of(scheme.error());
  std::map<std::string, int> members;
  for (const auto& comune : scheme->territory.comuni()) {
    if (!comune.group.empty()) ++members[comune.group];
  }
  ASSERT_GT(members.size(), 40U);
  for (const auto& [group, count] : members) {
    EXPECT_GE(count, 3) << group;
    EXPECT_LE(count, 6) << group;
  }
}

class ShippedTables : public ::testing::TestWithParam<std::string> {};

TEST_P(ShippedTables, LoadWithoutFault) {
  const auto scheme = mapping::load_scheme(kMappings / "scheme");
  ASSERT_TRUE(scheme.has_value()) << text_of(scheme.error());
  int tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kMappings / GetParam())) {
    if (entry.path().extension() != ".csv") continue;
    const auto name = entry.path().stem().string();
    const auto table = mapping::load_table(entry.path(), {GetParam(), name, name, 0}, scheme.value());
    EXPECT_TRUE(table.has_value()) << text_of(table.error());
    ++tables;
  }
  EXPECT_EQ(tables, 11);
}

TEST_P(ShippedTables, MapToEverySharedCodeFrom2012On) {
  const auto scheme = mapping::load_scheme(kMappings / "scheme");
  ASSERT_TRUE(scheme.has_value()) << text_of(scheme.error());
  const InverseTables tables(kMappings, GetParam());
  for (const auto system : kSystemsOfCodes) {
    for (const auto& code : scheme->find(system)->codes()) {
      EXPECT_NO_THROW(tables.row(system, code.code, {2012, 1, 1}, 0)) << system << " " << code.code;
      EXPECT_NO_THROW(tables.row(system, code.code, {2017, 12, 31}, 1)) << system << " " << code.code;
    }
  }
}

TEST_P(ShippedTables, ContainExpiringAndReusedCodes) {
  const InverseTables tables(kMappings, GetParam());
  EXPECT_TRUE(tables.expired("intervention").has_value());
  EXPECT_TRUE(tables.ambiguous("intervention").has_value());
}

TEST(ShippedTablesOfAsst, MapToEverySharedCode) {
  const auto scheme = mapping::load_scheme(kMappings / "scheme");
  ASSERT_TRUE(scheme.has_value()) << text_of(scheme.error());
  const InverseTables tables(kMappings, "asst");
  for (const auto system : kSystemsOfCodes) {
    for (const auto& code : scheme->find(system)->codes())
      EXPECT_NO_THROW(tables.row(system, code.code, {2017, 12, 31}, 0)) << system << " " << code.code;
  }
}

INSTANTIATE_TEST_SUITE_P(Municipal, ShippedTables,
                         ::testing::Values("isola-bergamasca", "bergamo", "treviglio"));

}  // namespace
}  // namespace raccordo::synth
