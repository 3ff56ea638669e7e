// Whatever the histories are: between any two releases every group that the earlier one showed has changed
// for no seat or for at least k.
#include <gtest/gtest.h>

#include <random>

#include "unit/aggregate/published_scene.hpp"

namespace raccordo::tests {
namespace {

/// A register that persons join, leave and change in, at random; some come back, some are erased.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed, int persons) : random_(seed) {
    for (int i = 0; i < persons; ++i) enter(2010 + below(6));
  }

  model::FactSet at_end_of(int year) {
    if (year > 2015) change_all(year);
    auto facts = given_.facts;
    std::erase_if(facts.cases, [&](const auto& item) { return is_erased_[item.person]; });
    for (auto& item : facts.cases) {
      // A correction of the age that is taken back a year later.
      if (below(60) == 0) facts.persons[item.person].birth.year -= 1;
    }
    return facts;
  }

 private:
  int below(int most) { return static_cast<int>(random_() % static_cast<std::uint64_t>(most)); }

  void enter(int year) {
    const auto person = given_.person(below(2) == 0 ? "F" : "M", std::to_string(1935 + below(75)));
    is_erased_.push_back(false);
    open(person, year);
  }

  void open(std::uint32_t person, int year) {
    static constexpr std::string_view kOwners[] = {"016001", "016002", "016003",
                                                   "016004", "016005", "016006"};
    const auto month = 1 + below(12);
    given_.open(person, kOwners[below(below(2) == 0 ? 6 : 3)],
                std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-10");
    for (int i = below(3); i >= 0; --i) serve(year);
  }

  void serve(int year) {
    static constexpr std::string_view kTypes[] = {"minori.nido", "anziani.pasti", "anziani.trasporto",
                                                  "disabili.educativa"};
    const auto type = kTypes[below(4)];
    auto& service = given_.intervene(type.substr(0, type.find('.')), type, std::to_string(year) + "-12-11");
    service.has_amount = true;
    service.amount_cents = 100 * (1 + below(900)) * (below(9) == 0 ? -1 : 1);
  }

  void change_all(int year) {
    const auto known = given_.facts.cases.size();
    for (std::size_t i = 0; i < known; ++i) {
      auto& item = given_.facts.cases[i];
      const auto fate = below(100);
      const auto late = below(10) == 0 ? 1 : 0;
      const auto day_of_year = day(std::to_string(year - late) + "-0" + std::to_string(1 + below(9)) + "-20");
      if (fate < 15 && item.closed.year == 0) item.closed = day_of_year;
      if (fate >= 15 && fate < 18) item.closed = {};  // opened again, or never closed
      if (fate >= 18 && fate < 24 && !item.interventions.empty()) item.interventions.back().end = day_of_year;
      if (fate == 24) item.owner = given_.code("016004");
      if (fate == 25) is_erased_[item.person] = true;
      if (fate == 26) open(item.person, year);
    }
    for (int i = below(60); i >= 0; --i) enter(year - (below(10) == 0 ? 1 : 0));
  }

  std::mt19937_64 random_;
  SmallRegister given_;
  std::vector<bool> is_erased_;
};

void check_all_pairs(const PublishedYears& years, std::uint64_t seed) {
  const auto last = years.years() - 1;
  for (std::size_t before = 0; before < last; ++before) {
    EXPECT_TRUE(years.small_changes(before, last).empty())
        << "seed " << seed << ", from " << before << " to " << last;
  }
  if (last == 0) return;
  EXPECT_TRUE(years.small_flows(last).empty()) << "seed " << seed << ", year " << last;
}

TEST(PublishedHistory, ChangesOfShownGroupsConcernNobodyOrAtLeastK) {
  std::size_t returned = 0, moved = 0, partly = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    RandomHistory history(seed, 60 + static_cast<int>(seed) * 20);
    PublishedYears years(published_catalogue(), seed % 2 == 0 ? 3 : 5);
    for (int year = 2015; year < 2021; ++year) {
      years.publish(history.at_end_of(year));
      check_all_pairs(years, seed);
      returned += years.moves().returned;
      for (const auto step : years.moves().steps) moved += step == aggregate::MoveStep::whole ? 1U : 0U;
      partly += years.moves().partly;
    }
  }
  EXPECT_GT(returned, 0U);
  EXPECT_GT(moved, 0U);
  EXPECT_GT(partly, 0U);
}

TEST(PublishedHistory, MergedReleasesStayProtected) {
  for (std::uint64_t seed = 101; seed <= 104; ++seed) {
    RandomHistory history(seed, 300);
    PublishedYears years(published_catalogue(), 3, 2);
    for (int year = 2015; year < 2023; ++year) {
      years.publish(history.at_end_of(year));
      check_all_pairs(years, seed);
      EXPECT_LE(years.published().releases.size(), 2U);
      for (const auto& seat : years.published().seats) ASSERT_LE(seat.states.size(), 3U);
    }
  }
}

TEST(PublishedHistory, SameFactsAndKeyGiveTheSameSeats) {
  PublishedYears one(published_catalogue()), other(published_catalogue());
  RandomHistory history(7, 200), same(7, 200);
  for (int year = 2015; year < 2018; ++year) {
    one.publish(history.at_end_of(year));
    other.publish(same.at_end_of(year));
  }
  ASSERT_EQ(one.published().seats.size(), other.published().seats.size());
  for (std::size_t seat = 0; seat < one.published().seats.size(); ++seat) {
    EXPECT_EQ(one.published().seats[seat].number, other.published().seats[seat].number);
    EXPECT_EQ(one.published().seats[seat].in(2), other.published().seats[seat].in(2));
  }
}

}  // namespace
}  // namespace raccordo::tests
