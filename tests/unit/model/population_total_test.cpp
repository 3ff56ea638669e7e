#include "model/population_total.hpp"

#include <gtest/gtest.h>

namespace raccordo::model {
namespace {

TEST(InhabitantsInATitle, ComeInOnePairOfBracketsAndGoAgain) {
  for (const auto* title : {"Prevalenza", "Prevalenza (persone ogni 1.000 abitanti)", ")", ""}) {
    const auto named = with_inhabitants(title, kInhabitantsIt, 2018);
    EXPECT_EQ(year_of_inhabitants(named, kInhabitantsIt), 2018) << title;
    EXPECT_EQ(named.find(") ("), std::string::npos) << title;
    EXPECT_EQ(without_inhabitants(named, kInhabitantsIt), title);
  }
  EXPECT_EQ(with_inhabitants("A (b)", kInhabitantsEn, 2018), "A (b; inhabitants on 1 January 2018)");
}

TEST(InhabitantsInATitle, OfAnOlderReleaseAreFoundInBracketsOfTheirOwn) {
  const std::string old = "A (b) (abitanti al 1° gennaio 2018)";
  EXPECT_EQ(year_of_inhabitants(old, kInhabitantsIt), 2018);
  EXPECT_EQ(without_inhabitants(old, kInhabitantsIt), "A (b)");
}

TEST(InhabitantsInATitle, MayBeAbsent) {
  EXPECT_EQ(year_of_inhabitants("A (b)", kInhabitantsIt), 0);
  EXPECT_EQ(without_inhabitants("A (b)", kInhabitantsIt), "A (b)");
  EXPECT_EQ(without_inhabitants("abitanti al 1° gennaio 2018", kInhabitantsIt),
            "abitanti al 1° gennaio 2018");
}

}  // namespace
}  // namespace raccordo::model
