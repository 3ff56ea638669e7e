#include "mapping/suggestions.hpp"

#include <thread>

#include "mapping/likeness.hpp"
#include "mapping/scheme_file.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

std::string best(const Suggester& suggester, std::string_view system, std::string_view code,
                 std::string_view label) {
  const auto found = suggester.suggest(system, code, label);
  return found.empty() ? "" : found[0].target;
}

TEST(Suggester, UnderstandsAbbreviationsWithNumbers) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  const auto found = suggester.suggest("intervention", "SAD9", "");
  ASSERT_GE(found.size(), 2U);
  EXPECT_NE(found[0].target.find("assistenza-domiciliare"), std::string::npos);
  EXPECT_EQ(found[0].label, "Assistenza domiciliare");
  EXPECT_EQ(best(suggester, "intervention", "ANZ|SAD9", ""), "anziani.assistenza-domiciliare");
  EXPECT_EQ(best(suggester, "intervention", "ADM", ""), "minori.assistenza-domiciliare");
  EXPECT_EQ(best(suggester, "intervention", "CDD", ""), "disabili.centro-diurno");
}

TEST(Suggester, ReadsLabelsWithoutCaseAccentsEndingsAndStopWords) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  EXPECT_EQ(best(suggester, "intervention", "77", "SERVIZIO PASTO A DOMICILIO"), "anziani.pasti");
  EXPECT_EQ(best(suggester, "area", "D1", "Disabilit\u00e0"), "disabili");
}

TEST(Suggester, GivesAtMostThreeAboveTheLeastScoreBestFirst) {
  const auto loaded = load_scheme("mappings/scheme");
  ASSERT_TRUE(loaded) << test::all(loaded.error());
  const Suggester suggester(*loaded);
  const auto found = suggester.suggest("intervention", "ASS", "Assistenza domiciliare");
  ASSERT_FALSE(found.empty());
  EXPECT_LE(found.size(), kMostSuggestions);
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_GE(found[i].score, kLeastScore);
    EXPECT_LE(found[i].score, 1.0);
    EXPECT_GE(found[i == 0 ? 0 : i - 1].score, found[i].score);
    EXPECT_NE(loaded->find("intervention")->find(found[i].target), nullptr);
  }
}

TEST(Suggester, SuggestsNothingWhereNothingIsNear) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  EXPECT_TRUE(suggester.suggest("intervention", "QX", "zzzz wwww").empty());
  EXPECT_TRUE(suggester.suggest("intervention", "", "").empty());
  EXPECT_TRUE(suggester.suggest("intervention", "\xFF\xFE", "\xC3").empty());
  EXPECT_TRUE(suggester.suggest("none", "SAD", "Assistenza").empty());
}

TEST(Suggester, SuggestsComuniForOwners) {
  const auto scheme = test::sample_scheme();
  EXPECT_EQ(best(Suggester(scheme), "territory", "12", "Comune di Seriate"), "016198");
}

TEST(Suggester, StaysBoundedAndRightWithManyAndHugeCodes) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  for (int i = 0; i < 12000; ++i) suggester.suggest("sex", "Q" + std::to_string(i), "");
  EXPECT_EQ(best(suggester, "sex", "q", "maschio"), "M");
  EXPECT_EQ(best(suggester, "sex", std::string(1000000, 'z'), "femmina"), "F");
}

TEST(Suggester, ServesSeveralThreads) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(best(suggester, "intervention", "CDD" + std::to_string(i % 20), ""),
                  "disabili.centro-diurno");
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Likeness, IsOneForTheSameWordsAndNoughtForNoneInCommon) {
  EXPECT_DOUBLE_EQ(likeness(features_of("Centro Diurno"), features_of("diurno centro")), 1.0);
  EXPECT_DOUBLE_EQ(likeness(features_of("abc"), features_of("xyz")), 0.0);
  EXPECT_TRUE(features_of("di 123 !!").empty());
}

}  // namespace
}  // namespace raccordo::mapping
