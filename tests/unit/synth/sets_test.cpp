#include "synth/sets.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/json.hpp"
#include "synth/csv_reader.hpp"

namespace raccordo::synth {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = RACCORDO_SOURCE_DIR;

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

rapidjson::Document truth_of(const fs::path& folder) {
  rapidjson::Document truth;
  truth.Parse(slurp(folder / "truth.json").c_str());
  EXPECT_FALSE(truth.HasParseError());
  return truth;
}

class Sets : public ::testing::Test {
 protected:
  Sets() : workshop_(kSource / "mappings", kSource / "tests/synth/data") {}

  fs::path folder(const std::string& name) {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    home_ = fs::path(::testing::TempDir()) / "raccordo-synth" / test->name();
    fs::remove_all(home_ / name);
    return home_ / name;
  }
  void TearDown() override { fs::remove_all(home_); }
  static Order order_of(const fs::path& out, std::uint64_t seed = 1, int cases = 0) {
    Order order;
    order.out = out;
    order.seed = seed;
    order.cases = cases;
    return order;
  }
  static std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        files[fs::relative(entry.path(), folder).generic_string()] = slurp(entry.path());
      }
    }
    return files;
  }

  Workshop workshop_;
  fs::path home_;
};

TEST_F(Sets, TheSameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  Order order = order_of(folder("a"), 7, 400);
  order.defects = 0.1;
  order.reports = 20;
  write_ambito_set(workshop_, order);
  Order again = order;
  again.out = folder("b");
  write_ambito_set(workshop_, again);
  Order other = order;
  other.out = folder("c");
  other.seed = 8;
  write_ambito_set(workshop_, other);
  EXPECT_EQ(files_of(order.out), files_of(again.out));
  EXPECT_NE(files_of(order.out), files_of(other.out));
}

TEST_F(Sets, DefectsDoNotChangeTheGoodCases) {
  Order clean = order_of(folder("clean"), 7, 400);
  clean.only = System::isola_bergamasca;
  Order spoilt = clean;
  spoilt.out = folder("spoilt");
  spoilt.defects = 0.5;
  const Truth without = write_ambito_set(workshop_, clean);
  const Truth with = write_ambito_set(workshop_, spoilt);
  EXPECT_EQ(without.by_ambito(), with.by_ambito());
  EXPECT_EQ(without.persons(), with.persons());
  EXPECT_EQ(without.defects(), 0U);
  EXPECT_EQ(with.defects(), with.cases() / 2);
}

TEST_F(Sets, EveryKindOfDefectIsGenerated) {
  Order order = order_of(folder("out"), 3, 2000);
  order.defects = 0.2;
  write_ambito_set(workshop_, order);
  std::set<std::string> kinds;
  for (const auto& row : read_csv(order.out / "cases.csv")) kinds.insert(cell(row, "defect"));
  for (const auto& kind : defect_kinds()) EXPECT_EQ(kinds.count(std::string(kind.name)), 1U) << kind.name;
  EXPECT_EQ(kinds.count("duplicate"), 1U);
  EXPECT_EQ(kinds.count("stale-version"), 1U);
}

TEST_F(Sets, EqualSetHoldsTheSameCasesInEveryFormat) {
  const Order order = order_of(folder("out"), 1, 50);
  write_equal_set(workshop_, order);
  const auto truth = truth_of(order.out);
  EXPECT_EQ(truth["persons"].GetInt(), 50);
  for (const System system : kSystems) {
    EXPECT_EQ(truth["cases_by_source"][std::string(to_string(system))].GetInt(), 50) << to_string(system);
  }
}

TEST_F(Sets, BigStreamStopsJustAboveItsLength) {
  for (const auto format : {BigFormat::xml, BigFormat::json, BigFormat::ndjson, BigFormat::csv}) {
    Order order = order_of(folder("out") / "big");
    constexpr std::uint64_t kBytes = 300'000;
    const auto records = write_big(workshop_, format, kBytes, order);
    EXPECT_GE(fs::file_size(order.out), kBytes);
    EXPECT_LT(fs::file_size(order.out), kBytes + 40'000);
    EXPECT_GT(records, 20U);
  }
}

TEST_F(Sets, MissingTableIsNamed) {
  const auto mappings = folder("mappings");
  fs::create_directories(mappings / "bergamo");
  fs::copy(kSource / "mappings/scheme", mappings / "scheme");
  Workshop poor(mappings, kSource / "tests/synth/data");
  Order order = order_of(folder("out"), 1, 100);
  order.only = System::bergamo;
  try {
    write_ambito_set(poor, order);
    FAIL() << "a missing table went unnoticed";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("mappings/bergamo has no table"), std::string::npos)
        << error.what();
  }
}

TEST(Apportion, SumsToTheTotalAndIncludesEverybody) {
  EXPECT_EQ(apportion(10, {1, 1, 1000}), (std::vector<int>{1, 1, 8}));
  EXPECT_EQ(apportion(3, {1, 1, 1}), (std::vector<int>{1, 1, 1}));
  const auto few = apportion(2, {1, 1, 1});
  EXPECT_EQ(few[0] + few[1] + few[2], 2);
  EXPECT_EQ(apportion(0, {1, 2}), (std::vector<int>{0, 0}));
}

}  // namespace
}  // namespace raccordo::synth
