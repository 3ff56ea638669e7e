#include "mapping/suggestions.hpp"

#include <set>
#include <thread>

#include "mapping/likeness.hpp"
#include "mapping/scheme_file.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

std::string best(const Suggester& suggester, std::string_view system, std::string_view code,
                 std::string_view label) {
  const auto found = suggester.suggest({system, "src", "t", code, label, "", {}});
  return found.empty() ? "" : found[0].target;
}

TEST(Suggester, UnderstandsAbbreviationsWithNumbers) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  const auto found = suggester.suggest({"intervention", "src", "t", "SAD9", "", "", {}});
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
  const auto found = suggester.suggest({"intervention", "src", "t", "ASS", "Assistenza domiciliare", "", {}});
  ASSERT_FALSE(found.empty());
  EXPECT_LE(found.size(), kMostSuggestions);
  EXPECT_EQ(found[0].why, "words");
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_GE(found[i].score, kLeastScore);
    EXPECT_LE(found[i].score, 1.0);
    EXPECT_GE(found[i == 0 ? 0 : i - 1].score, found[i].score);
    EXPECT_NE(loaded->find("intervention")->find(found[i].target), nullptr);
  }
}

TEST(Suggester, SuggestsNothingWithoutASimilarCode) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  EXPECT_TRUE(suggester.suggest({"intervention", "src", "t", "QX", "zzzz wwww", "", {}}).empty());
  EXPECT_TRUE(suggester.suggest({"intervention", "src", "t", "", "", "", {}}).empty());
  EXPECT_TRUE(suggester.suggest({"intervention", "src", "t", "\xFF\xFE", "\xC3", "", {}}).empty());
  EXPECT_TRUE(suggester.suggest({"none", "src", "t", "SAD", "Assistenza", "", {}}).empty());
}

TEST(Suggester, SuggestsComuniForOwners) {
  const auto scheme = test::sample_scheme();
  EXPECT_EQ(best(Suggester(scheme), "territory", "12", "Comune di Seriate"), "016198");
}

/// The sample scheme with tables of two sources.
class WithTables : public ::testing::Test {
 protected:
  void add(const std::string& source, const std::string& table, const std::string& system,
           std::string_view rows) {
    auto parsed = parse_table(std::string(test::kHeader) + std::string(rows), table,
                              {source, table, system, 1}, scheme_);
    ASSERT_TRUE(parsed) << test::all(parsed.error());
    peers_.push_back({std::make_shared<const Table>(std::move(*parsed)), system});
  }
  std::vector<model::Suggestion> ask(std::string_view system, std::string_view table, std::string_view code,
                                     std::string_view label, std::string_view parent = "",
                                     std::optional<base::Date> date = std::nullopt) const {
    return Suggester(scheme_, peers_).suggest({system, "src", table, code, label, parent, date});
  }
  std::set<std::string> targets(std::string_view system, std::string_view code,
                                std::string_view label) const {
    std::set<std::string> out;
    for (const auto& each : ask(system, system, code, label)) out.insert(each.target);
    return out;
  }
  model::Scheme scheme_ = test::sample_scheme();
  std::vector<PeerTable> peers_;
};

TEST_F(WithTables, LearnsFromTheLabelsThatOtherSourcesMap) {
  EXPECT_TRUE(ask("need", "need", "9", "Vitto").empty());
  add("other", "need", "need", "1,Vitto,meals,equivalent,APPROVED,,,\n");
  const auto found = ask("need", "need", "9", "VITTO");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].target, "meals");
  EXPECT_EQ(found[0].label, "Alimentazione e pasti");
  EXPECT_EQ(found[0].why, "label");
}

TEST_F(WithTables, LearnsNothingFromRowsThatDoNotMap) {
  add("other", "need", "need",
      "1,Vitto,meals,equivalent,UNCHECKED,,,\n2,Vitto,meals,related-to,APPROVED,,,\n3,Vitto,,,IGNORED,,,\n");
  EXPECT_TRUE(ask("need", "need", "9", "Vitto").empty());
}

TEST_F(WithTables, UsesTheSameCodeWithAnotherValidityAndSimilarCodes) {
  add("src", "need", "need",
      "VIT,x,meals,equivalent,APPROVED,,2010-12-31,\n7,y,housing,equivalent,APPROVED,,,\n");
  const auto expired = ask("need", "need", "VIT", "");
  ASSERT_FALSE(expired.empty());
  EXPECT_EQ(expired[0].why, "code");
  ASSERT_EQ(expired.size(), 1U);
  EXPECT_EQ(expired[0].target, "meals");
  EXPECT_GT(expired[0].score, ask("need", "need", "VIT2", "")[0].score);
  EXPECT_TRUE(ask("need", "need", "8", "").empty());
}

TEST_F(WithTables, UsesACodeOfAnotherSourceOnlyIfItHasLetters) {
  add("other", "need", "need", "VIT,x,meals,equivalent,APPROVED,,,\n7,y,housing,equivalent,APPROVED,,,\n");
  EXPECT_EQ(ask("need", "need", "vit", "").at(0).target, "meals");
  EXPECT_TRUE(ask("need", "need", "7", "").empty());
}

TEST_F(WithTables, UsesTheAreaOfAJoinedCode) {
  const auto found = [&](std::string_view code) {
    return targets("intervention", code, "Assistenza domiciliare");
  };
  add("src", "area", "area", "K,x,minori,equivalent,APPROVED,,,\nW,x,disabili,equivalent,APPROVED,,,\n");
  EXPECT_EQ(found("K|1"), std::set<std::string>{"minori.assistenza-domiciliare"});
  EXPECT_EQ(found("W|1").count("anziani.assistenza-domiciliare"), 0U);
  EXPECT_EQ(found("J|1").count("minori.assistenza-domiciliare"), 1U);
  EXPECT_EQ(found("J|1").count("anziani.assistenza-domiciliare"), 1U);
}

TEST_F(WithTables, DerivesTheAreaFromCodesWithTheSameBeginning) {
  const auto found = [&](std::string_view code) {
    return targets("intervention", code, "Assistenza domiciliare");
  };
  add("src", "intervention", "intervention",
      "J.1,a,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n"
      "J.2,b,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n");
  EXPECT_GT(found("J.9").size(), 1U);  // two equal rows may be chance
  add("src", "intervention", "intervention", "J.3,c,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n");
  EXPECT_EQ(found("J.9"), std::set<std::string>{"minori.assistenza-domiciliare"});
  add("src", "intervention", "intervention", "J.4,d,anziani.pasti,equivalent,APPROVED,,,\n");
  EXPECT_GT(found("J.9").size(), 1U);
}

TEST_F(WithTables, PrefersTheAreaOfTheRecordAndOfSimilarNumbers) {
  const auto first = [&](std::string_view code, std::string_view parent) {
    return ask("intervention", "intervention", code, "Assistenza domiciliare", parent).at(0).target;
  };
  EXPECT_EQ(first("9", "minori"), "minori.assistenza-domiciliare");
  EXPECT_EQ(first("9", "anziani"), "anziani.assistenza-domiciliare");
  add("src", "intervention", "intervention",
      "21,a,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n"
      "22,b,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n"
      "23,c,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n");
  EXPECT_EQ(first("29", ""), "minori.assistenza-domiciliare");
  EXPECT_EQ(targets("intervention", "29", "Assistenza domiciliare").count("anziani.assistenza-domiciliare"),
            1U);
}

TEST_F(WithTables, PutsCodesThatAreNotValidOnTheDateLast) {
  auto ended = test::code("old", "Casa popolare");
  ended.valid_to = base::Date{2015, 12, 31};
  test::add(scheme_, "flat", {ended, test::code("new", "Casa e alloggio")});
  EXPECT_EQ(ask("flat", "flat", "9", "Casa popolare").at(0).target, "old");
  EXPECT_EQ(ask("flat", "flat", "9", "Casa popolare", "", base::Date{2015, 12, 31}).at(0).target, "old");
  const auto later = ask("flat", "flat", "9", "Casa popolare", "", base::Date{2016, 1, 1});
  ASSERT_EQ(later.size(), 2U);
  EXPECT_EQ(later[0].target, "new");
  EXPECT_EQ(later[1].target, "old");
}

TEST(Suggester, IsBoundedAndCorrectWithManyAndHugeCodes) {
  const auto scheme = test::sample_scheme();
  const Suggester suggester(scheme);
  for (int i = 0; i < 12000; ++i) suggester.suggest({"sex", "src", "t", "Q" + std::to_string(i), "", "", {}});
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

Features of(std::string_view text) { return features_of(text, {}); }

TEST(Likeness, IsOneForTheSameWordsAndZeroForNoneInCommon) {
  EXPECT_DOUBLE_EQ(likeness(of("Centro Diurno"), of("diurno centro")), 1.0);
  EXPECT_DOUBLE_EQ(likeness(of("abc"), of("xyz")), 0.0);
  EXPECT_TRUE(of("di 123 !!").empty());
}

}  // namespace
}  // namespace raccordo::mapping
