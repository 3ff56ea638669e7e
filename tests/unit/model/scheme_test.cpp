#include "model/scheme.hpp"

#include <gtest/gtest.h>

namespace raccordo::model {
namespace {

Territory three_comuni() {
  Territory territory({{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""},
                       {"Sant'Omobono Terme", "016252", "M333", "valle-imagna", "Bergamo Ovest", ""},
                       {"Cen\u00e0 sotto", "016999", "Z999", "", "", ""}},
                      {{"bergamo", "Bergamo"}}, {});
  territory.add_alias("S. Omobono", "016252");
  return territory;
}

TEST(FoldName, KeepsLettersAndDigitsOfAnyAccentAndJoinsWordsByOneBlank) {
  EXPECT_EQ(fold_name("  Torre  de' Busi "), "torre de busi");
  EXPECT_EQ(fold_name("CEN\u00c0-Sotto"), "cena sotto");
  EXPECT_EQ(fold_name("Citt\u00e0 2"), "citta 2");
  EXPECT_EQ(fold_name(""), "");
  EXPECT_EQ(fold_name("'''"), "");
}

TEST(DistrictCode, IsASlugOfTheName) {
  EXPECT_EQ(district_code("Bergamo Est"), "district-bergamo-est");
  EXPECT_EQ(district_code("Bergamo"), "district-bergamo");
}

TEST(Territory, FindsAComuneByEveryCode) {
  const auto territory = three_comuni();
  ASSERT_NE(territory.by_istat("016252"), nullptr);
  EXPECT_EQ(territory.by_istat("016252")->name, "Sant'Omobono Terme");
  EXPECT_EQ(territory.by_belfiore("a794"), territory.by_istat("016024"));
  EXPECT_EQ(territory.by_istat("16024"), nullptr);
  EXPECT_EQ(territory.by_istat(""), nullptr);
  EXPECT_EQ(territory.by_belfiore(""), nullptr);
}

TEST(Territory, UnderstandsAbbreviatedSaintsAndTheProvinceInBrackets) {
  const Territory territory({{"San Pellegrino Terme", "016190", "I079", "", "", ""},
                             {"Ponte San Pietro", "016170", "G856", "", "", ""},
                             {"Zogno", "016246", "M184", "", "", ""},
                             {"San Marco", "016901", "Z901", "", "", ""},
                             {"Santa Marco", "016902", "Z902", "", "", ""}},
                            {}, {});
  const auto name_of = [&](std::string_view name) {
    const auto* found = territory.by_name(name);
    return found == nullptr ? std::string("-") : found->name;
  };
  EXPECT_EQ(name_of("S. Pellegrino Terme"), "San Pellegrino Terme");
  EXPECT_EQ(name_of("PONTE S.PIETRO"), "Ponte San Pietro");
  EXPECT_EQ(name_of("Zogno (BG)"), "Zogno");
  EXPECT_EQ(name_of("S. Pellegrino Terme (BG) "), "San Pellegrino Terme");
  EXPECT_EQ(name_of("S. Marco"), "-") << "two Comuni may be meant";
  EXPECT_EQ(name_of("Zogno (bg)"), "Zogno");
  EXPECT_EQ(name_of("Zogno (MI)"), "-") << "the province is another";
  EXPECT_EQ(name_of("(BG)"), "-");
}

TEST(Territory, FindsAComuneByNameWhateverItsCaseAccentsAndApostrophes) {
  const auto territory = three_comuni();
  const auto* wanted = territory.by_istat("016252");
  for (const auto* name :
       {"Sant'Omobono Terme", "SANT\u2019OMOBONO TERME", "sant omobono  terme", "S.Omobono"}) {
    EXPECT_EQ(territory.by_name(name), wanted) << name;
  }
  EXPECT_EQ(territory.by_name("CENA' SOTTO"), territory.by_istat("016999"));
  EXPECT_EQ(territory.by_name("Milano"), nullptr);
  EXPECT_EQ(territory.by_name(""), nullptr);
}

TEST(Territory, IgnoresAnAliasOfAnUnknownComune) {
  auto territory = three_comuni();
  territory.add_alias("Nowhere", "099999");
  EXPECT_EQ(territory.by_name("Nowhere"), nullptr);
}

TEST(CodeSystem, FindsItsCodesAndKeepsTheirOrder) {
  std::vector<Code> codes(2);
  codes[0].code = "minori";
  codes[1].code = "anziani";
  const CodeSystem system("area", codes);
  ASSERT_NE(system.find("anziani"), nullptr);
  EXPECT_EQ(system.codes()[0].code, "minori");
  EXPECT_EQ(system.find(""), nullptr);
  EXPECT_EQ(system.find("Anziani"), nullptr);
}

TEST(Scheme, HasOnlyLoadedSystems) {
  Scheme scheme;
  scheme.systems.emplace("area", CodeSystem("area", {}));
  EXPECT_NE(scheme.find("area"), nullptr);
  EXPECT_EQ(scheme.find("need"), nullptr);
}

}  // namespace
}  // namespace raccordo::model
