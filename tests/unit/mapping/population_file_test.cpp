#include "mapping/population_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/population_total.hpp"

namespace raccordo::mapping {
namespace {

using ::testing::HasSubstr;

/// A folder for one test, deleted at its end.
class PopulationFile : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() / (std::string("raccordo_population_") + test->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  model::Population load(const std::string& rows) {
    std::ofstream(folder_ / "population.csv") << "istat_code,year,sex,age,inhabitants\n" << rows;
    return load_population(folder_, territory_, faults_);
  }
  std::string fault_of(const std::string& row) {
    faults_.clear();
    load(row);
    return faults_.size() == 1 ? std::to_string(faults_[0].line) + ": " + faults_[0].message
                               : std::to_string(faults_.size()) + " faults";
  }

  std::filesystem::path folder_;
  FileFaults faults_;
  model::Territory territory_{{{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""}}, {}, {}};
};

TEST_F(PopulationFile, ReadsRows) {
  const auto population = load("016024,2017,F,0,480\n016024,2017,M,100,3\n");
  EXPECT_TRUE(faults_.empty());
  ASSERT_EQ(population.rows.size(), 2U);
  EXPECT_EQ(population.rows[1].istat_code, "016024");
  EXPECT_EQ(population.rows[1].sex, "M");
  EXPECT_EQ(population.rows[1].age, 100);
  EXPECT_EQ(population.rows[1].inhabitants, 3);
  EXPECT_EQ(population.rows[1].line, 3);
}

TEST_F(PopulationFile, ReadsTotals) {
  const auto population = load("016024,2018,_T,_T,480\n016024,2018,F,_T,300\n016024,2018,M,_T,180\n");
  EXPECT_TRUE(faults_.empty());
  ASSERT_EQ(population.rows.size(), 3U);
  EXPECT_EQ(population.rows[0].sex, model::kEverySex);
  EXPECT_EQ(population.rows[0].age, model::kEveryAge);
}

TEST_F(PopulationFile, ComparesRowsWithTheirTotal) {
  EXPECT_THAT(
      fault_of("016024,2018,F,_T,300\n016024,2018,_T,_T,480\n016024,2018,M,_T,179\n"),
      HasSubstr("3: the Comune 016024 has 480 inhabitants in 2018 here, but its rows by sex sum to 479"));
  EXPECT_THAT(fault_of("016024,2018,_T,_T,480\n016024,2018,F,40,300\n"),
              HasSubstr("its rows by sex and age sum to 300"));
  EXPECT_EQ(fault_of("016024,2018,_T,_T,480\n016024,2018,_T,0,80\n016024,2018,_T,1,400\n"), "0 faults");
}

TEST_F(PopulationFile, IsOptional) {
  EXPECT_TRUE(load_population(folder_, territory_, faults_).rows.empty());
  EXPECT_TRUE(faults_.empty());
}

TEST_F(PopulationFile, MayHaveAByteOrderMarkCarriageReturnsAndSemicolons) {
  std::ofstream(folder_ / "population.csv", std::ios::binary)
      << "\xEF\xBB\xBFistat_code;year;sex;age;inhabitants\r\n016024;2018;_T;_T;480\r\n";
  EXPECT_EQ(load_population(folder_, territory_, faults_).rows.size(), 1U);
  EXPECT_TRUE(faults_.empty());
}

TEST_F(PopulationFile, CountsThePeopleOfAFormerComuneForItsSuccessorUntilItCeased) {
  territory_.add_former({"Vecchio", "016999", "Z999", {2018, 12, 31}, "016024"});
  const auto population = load("016024,2018,_T,_T,480\n016999,2018,_T,_T,20\n");
  EXPECT_TRUE(faults_.empty());
  ASSERT_EQ(population.rows.size(), 2U);
  EXPECT_EQ(population.rows[1].istat_code, "016024");
  EXPECT_THAT(
      fault_of("016999,2019,_T,_T,20\n"),
      HasSubstr("2: the Comune \"016999\" ceased on 2018-12-31; count its people in the row of 016024"));
  EXPECT_THAT(fault_of("016999,2018,_T,_T,20\n016999,2018,_T,_T,21\n"),
              HasSubstr("3: these people are counted in line 2"));
}

TEST_F(PopulationFile, NamesAWrongSeparatorOnce) {
  for (const auto* separator : {"\t", "|"}) {
    faults_.clear();
    const std::string s(separator);
    std::ofstream(folder_ / "population.csv", std::ios::binary)
        << "istat_code" + s + "year" + s + "sex" + s + "age" + s + "inhabitants\n016024" + s + "2018\n";
    EXPECT_TRUE(load_population(folder_, territory_, faults_).rows.empty());
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_EQ(faults_[0].line, 1);
    EXPECT_THAT(faults_[0].message, HasSubstr("save the table as CSV with commas or semicolons"));
  }
}

TEST_F(PopulationFile, IsToldWhatIsInItsPlace) {
  std::filesystem::create_directory(folder_ / "population.csv");
  load_population(folder_, territory_, faults_);
  ASSERT_EQ(faults_.size(), 1U);
  EXPECT_THAT(faults_[0].message, HasSubstr("this is a folder"));
  std::filesystem::remove(folder_ / "population.csv");
  std::filesystem::create_symlink("nothing", folder_ / "population.csv");
  load_population(folder_, territory_, faults_);
  ASSERT_EQ(faults_.size(), 2U);
  EXPECT_THAT(faults_[1].message, HasSubstr("a link to a file that does not exist"));
}

TEST_F(PopulationFile, NamesEveryWrongCellWithItsLine) {
  EXPECT_THAT(fault_of("016999,2017,F,0,480\n"), HasSubstr("2: the Comune"));
  EXPECT_THAT(fault_of("016024,2017,U,0,480\n"), HasSubstr("2: sex must be M, F or _T"));
  EXPECT_THAT(fault_of("016024,17,F,0,480\n"), HasSubstr("2: year must be a whole number"));
  EXPECT_THAT(fault_of("016024,2017,F,0,4.8\n"), HasSubstr("2: inhabitants must be a whole number"));
  EXPECT_THAT(fault_of("016024,2017,F,0,-1\n"), HasSubstr("2: inhabitants"));
  EXPECT_THAT(fault_of("016024,2017,F,0,1\n016024,2017,F,0,2\n"),
              HasSubstr("3: these people are counted in line 2"));
  for (const auto* number : {"1.234", "1,5e3", "+5", "1 234", "99999999999999999999", "10000001", ""}) {
    EXPECT_THAT(fault_of("016024,2017,F,0,\"" + std::string(number) + "\"\n"),
                HasSubstr("write digits only, without points, commas, signs and blanks"))
        << number;
  }
  EXPECT_EQ(fault_of("016024,2017,F,150,1\n"), "0 faults");
  EXPECT_THAT(fault_of("016024,2017,F,151,1\n"),
              HasSubstr("2: age must be _T or a whole number from 0 to 150"));
}

}  // namespace
}  // namespace raccordo::mapping
