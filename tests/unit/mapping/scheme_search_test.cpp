#include "mapping/scheme_search.hpp"

#include "mapping/scheme_file.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

std::vector<std::string> found(const model::Scheme& scheme, std::string_view system, std::string_view query) {
  std::vector<std::string> out;
  const auto codes = search_scheme(scheme, system, query);
  for (const auto& code : *codes) out.push_back(code.code);
  return out;
}

TEST(SchemeSearch, FindsByBeginningsOfWordsInAnyOrderWithoutAccentsAndEndings) {
  const auto loaded = load_scheme("mappings/scheme");
  ASSERT_TRUE(loaded) << test::all(loaded.error());
  EXPECT_EQ(found(*loaded, "intervention", "nido").at(0), "minori.asili-nido");
  EXPECT_EQ(found(*loaded, "intervention", "COMUNITA allogg").at(0), "minori.comunita-alloggio");
  EXPECT_EQ(found(*loaded, "intervention", "domicilio pasto").at(0), "anziani.servizio-pasti-a-domicilio");
  EXPECT_EQ(found(*loaded, "intervention", "youth").at(0), "minori.centri-di-aggregazione-giovanile");
  EXPECT_EQ(found(*loaded, "intervention", "minori.asili").at(0), "minori.asili-nido");
  EXPECT_EQ(found(*loaded, "territory", "seriate").at(0), "016198");
  EXPECT_EQ(found(*loaded, "citizenship", "cote d'ivoire").size(),
            found(*loaded, "citizenship", "cote d ivoire").size());
}

TEST(SchemeSearch, ExpandsAbbreviations) {
  const auto scheme = test::sample_scheme();
  const auto homes = found(scheme, "intervention", "SAD anz");
  ASSERT_FALSE(homes.empty());
  EXPECT_EQ(homes[0], "anziani.assistenza-domiciliare");
}

TEST(SchemeSearch, ReturnsAllWithoutAQueryAndNothingWithoutAMatch) {
  const auto scheme = test::sample_scheme();
  EXPECT_EQ(found(scheme, "sex", ""), (std::vector<std::string>{"M", "F", "U"}));
  EXPECT_TRUE(found(scheme, "sex", "qqqq").empty());
  EXPECT_TRUE(found(scheme, "sex", "!!").empty());
  EXPECT_TRUE(found(scheme, "sex", std::string(100000, 'q')).empty());
  EXPECT_FALSE(search_scheme(scheme, "none", ""));
  EXPECT_EQ(search_scheme(scheme, "territory", "albino").value().at(0).parent, "val-seriana");
}

}  // namespace
}  // namespace raccordo::mapping
