#include "synth/careers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace raccordo::synth {
namespace {

constexpr int kFirst = 2013, kYears = 4;

base::Date end_of(int year) { return {static_cast<std::int16_t>(year), 12, 31}; }

bool is_open(const model::CaseFacts& item) { return item.closed.year == 0; }

/// Keys of the persons with an open case.
std::set<std::uint64_t> open_keys(const model::FactSet& facts) {
  std::set<std::uint64_t> keys;
  for (const auto& item : facts.cases) {
    if (is_open(item)) keys.insert(facts.persons[item.person].key);
  }
  return keys;
}

class CareersTest : public ::testing::Test {
 protected:
  static Careers make(std::uint64_t seed) {
    const std::filesystem::path source = RACCORDO_SOURCE_DIR;
    const Workshop workshop(source / "mappings", source / "tests/synth/data");
    CareersOrder order;
    order.seed = seed;
    order.persons = 8000;
    order.first_year = kFirst;
    order.years = kYears;
    return {workshop, order};
  }
};

TEST_F(CareersTest, SameSeedSameCareers) {
  const auto one = make(1).known_on(end_of(kFirst));
  const auto again = make(1).known_on(end_of(kFirst));
  const auto other = make(2).known_on(end_of(kFirst));
  ASSERT_EQ(one.cases.size(), again.cases.size());
  for (std::size_t i = 0; i < one.cases.size(); ++i) {
    EXPECT_EQ(one.cases[i].owner, again.cases[i].owner);
    EXPECT_EQ(one.cases[i].interventions.size(), again.cases[i].interventions.size());
  }
  EXPECT_NE(one.cases.size(), other.cases.size());
}

TEST_F(CareersTest, AFifthLeavesEachYearAndAsManyEnter) {
  const auto careers = make(1);
  for (int year = kFirst; year + 1 < kFirst + kYears; ++year) {
    const auto before = open_keys(careers.known_on(end_of(year)));
    const auto after = open_keys(careers.known_on(end_of(year + 1)));
    const auto left =
        std::count_if(before.begin(), before.end(), [&](auto key) { return !after.contains(key); });
    const double share = static_cast<double>(left) / static_cast<double>(before.size());
    EXPECT_GT(share, 0.15) << year;
    EXPECT_LT(share, 0.23) << year;
    EXPECT_LT(std::abs(static_cast<double>(after.size()) / static_cast<double>(before.size()) - 1), 0.12)
        << year;
  }
}

TEST_F(CareersTest, SomeIsLearnedLateCorrectedOrErased) {
  const auto careers = make(1);
  const auto is_late = [](const CareerCase& item) { return item.known > item.opened; };
  EXPECT_GT(std::count_if(careers.cases().begin(), careers.cases().end(), is_late), 100);
  const auto is_closed_late = [](const CareerCase& item) {
    return item.closing_known != kNever && item.closing_known > item.closed;
  };
  EXPECT_GT(std::count_if(careers.cases().begin(), careers.cases().end(), is_closed_late), 20);
  const auto is_corrected = [](const CareerPerson& person) {
    return person.birth_year != person.first_birth_year;
  };
  EXPECT_GT(std::count_if(careers.persons().begin(), careers.persons().end(), is_corrected), 40);
  const auto is_erased = [](const CareerPerson& person) { return person.erased != kNever; };
  EXPECT_GT(std::count_if(careers.persons().begin(), careers.persons().end(), is_erased), 3);
}

TEST_F(CareersTest, NothingIsKnownOfLaterDays) {
  const auto facts = make(1).known_on(end_of(kFirst));
  ASSERT_GT(facts.cases.size(), 1000U);
  for (const auto& item : facts.cases) {
    EXPECT_LE(item.opened.year, kFirst);
    EXPECT_LE(item.closed.year, kFirst);
    for (const auto& service : item.interventions) EXPECT_LE(service.start.year, kFirst);
  }
}

TEST_F(CareersTest, CasesOfAPersonNeverOverlap) {
  const auto careers = make(1);
  for (std::size_t i = 1; i < careers.cases().size(); ++i) {
    const auto& before = careers.cases()[i - 1];
    if (before.person != careers.cases()[i].person) continue;
    EXPECT_LE(before.closed, careers.cases()[i].opened);
  }
}

}  // namespace
}  // namespace raccordo::synth
