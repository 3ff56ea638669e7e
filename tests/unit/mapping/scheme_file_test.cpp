#include "mapping/scheme_file.hpp"

#include <array>

#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using test::all;
using test::has_fault;
using test::TemporaryFolder;

const std::string kCodes = "code,label_it,label_en,parent,valid_from,valid_to\n";

/// A folder with the smallest scheme that loads.
class SchemeFolder {
 public:
  SchemeFolder() {
    for (const auto* name :
         {"sex", "citizenship", "household", "channel", "request", "need", "unit", "management", "closure"}) {
      write(name, kCodes + "one,Uno,One,,,\n");
    }
    write("area",
          "code,label_it,label_en,parent,valid_from,valid_to,age_min,age_max\nanziani,Anziani,Elderly,,,,18,"
          "\n");
    write("intervention", kCodes + "anziani.pasti,Pasti,Meals,anziani,,\n");
    write("ambiti", "ambito,nome,distretto\nseriate,Seriate,Bergamo Est\n");
    write("territory", kTerritoryHeader + "Seriate,016198,I628,seriate,Bergamo Est\nTorre,016215,L276,,\n");
  }
  void write(const std::string& name, std::string_view text) const { folder_.write(name + ".csv", text); }
  FileFaults faults() const {
    auto loaded = load_scheme(folder_.path());
    return loaded ? FileFaults() : loaded.error();
  }
  const std::filesystem::path& path() const { return folder_.path(); }
  const std::string kTerritoryHeader = "comune,istat_code,belfiore_code,ambito,distretto\n";

 private:
  TemporaryFolder folder_;
};

TEST(SchemeFile, LoadsSystemsTerritoryAliasesAndGroups) {
  const SchemeFolder folder;
  folder.write("colour", kCodes + "red,Rosso,Red,,2016-01-01,2017-01-01\n");
  folder.write("territory-aliases", "name,istat_code\nSeriatte,016198\n");
  folder.write("comune-groups", "group,label,istat_code\nseriate.1,Piccoli,016198\n");
  const auto scheme = load_scheme(folder.path());
  ASSERT_TRUE(scheme) << all(scheme.error());
  EXPECT_EQ(scheme->find("area")->find("anziani")->age_min, 18);
  EXPECT_EQ(scheme->find("area")->find("anziani")->age_max, std::nullopt);
  EXPECT_EQ(scheme->find("colour")->find("red")->valid_to, base::parse_iso_date("2017-01-01"));
  EXPECT_EQ(scheme->territory.by_name("SERIATTE")->istat_code, "016198");
  EXPECT_EQ(scheme->territory.by_istat("016198")->group, "seriate.1");
  EXPECT_EQ(scheme->territory.group_labels().at("seriate.1"), "Piccoli");
  EXPECT_EQ(scheme->territory.ambito_labels().at("seriate"), "Seriate");
  EXPECT_EQ(scheme->territory.by_istat("016215")->ambito, "");
  EXPECT_EQ(scheme->find("referral"), nullptr) << "a folder of before there were reports";
}

TEST(SchemeFile, RefusesInvisibleCharactersInTextsThatPeopleRead) {
  const SchemeFolder folder;
  folder.write("colour", kCodes + "red,Rosso\u202E,Red,,,\n");
  folder.write("territory", folder.kTerritoryHeader + "Ser\u200Biate,016198,I628,seriate,Bergamo Est\n");
  folder.write("comune-groups", "group,label,istat_code\nseriate.1,\"Pic\ncoli\",016198\n");
  const auto faults = folder.faults();
  EXPECT_TRUE(has_fault(faults, 2, "\"label_it\" has the character U+202E")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 2, "\"comune\" has the character U+200B")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 2, "\"label\" has the character U+000A")) << all(faults);
}

TEST(SchemeFile, OptionalFileThatIsALinkToNothingIsAFault) {
  const SchemeFolder folder;
  for (const auto* name :
       {"comune-groups.csv", "territory-aliases.csv", "population.csv", "abbreviations.csv"})
    std::filesystem::create_symlink("nothing", folder.path() / name);
  const auto faults = folder.faults();
  EXPECT_EQ(faults.size(), 4U) << all(faults);
  EXPECT_TRUE(has_fault(faults, 0, "a link to a file that does not exist")) << all(faults);
}

const std::string kFormerHeader =
    "comune,istat_code,belfiore_code,ambito,distretto,valid_to,successor\n"
    "Seriate,016198,I628,seriate,Bergamo Est,,\n";

TEST(SchemeFile, SeparatesFormerAndCurrentComuni) {
  const SchemeFolder folder;
  folder.write("territory", kFormerHeader +
                                "Paese,016300,Z300,,,2014-02-03,016301\n"
                                "Borgo,016301,Z301,,,2018-01-26,016198\n"
                                "Seriate,097300,I628,,,2010-12-31,016198\n");
  const auto scheme = load_scheme(folder.path());
  ASSERT_TRUE(scheme) << all(scheme.error());
  const auto& territory = scheme->territory;
  EXPECT_EQ(territory.comuni().size(), 1U);
  EXPECT_EQ(territory.by_istat("016300"), nullptr);
  ASSERT_EQ(territory.former().size(), 3U);
  EXPECT_EQ(territory.former_by_istat("016300")->successor, "016198");  // through another ceased Comune
  EXPECT_EQ(territory.former_by_istat("016300")->last_day, base::parse_iso_date("2014-02-03"));
  EXPECT_EQ(territory.former_by_belfiore("z301")->istat_code, "016301");
  EXPECT_EQ(territory.former_by_name("PAESE (BG)")->istat_code, "016300");
  EXPECT_EQ(territory.by_belfiore("I628")->istat_code, "016198");
  EXPECT_EQ(territory.by_name("Seriate")->istat_code, "016198");
}

TEST(SchemeFile, RefusesInvalidSuccessions) {
  const SchemeFolder folder;
  folder.write("territory", kFormerHeader +
                                "A,016301,Z301,,,,016198\n"            // no date
                                "B,016302,Z302,,,2014-02-03,\n"        // no successor
                                "C,016303,Z303,,,2014-02-03,016999\n"  // unknown
                                "D,016304,Z304,,,2014-02-03,016305\n"  // cycle
                                "E,016305,Z305,,,2014-02-03,016304\n"  // cycle
                                "F,016306,Z306,,,03/02/2014,016198\n"  // date in another format
                                "G,016307,Z307,seriate,Bergamo Est,2014-02-03,016198\n"
                                "H,016198,Z308,,,2014-02-03,016198\n"  // current code
                                "I,016309,Z309,,,2014-02-03,016309\n"  // itself
                                "Alto,016310,Z310,seriate,Bergamo Est,,\n"
                                "Alto,016311,Z311,,,2014-02-03,016198\n"  // name of another Comune
                                "K,016312,Z303,,,2014-02-03,016198\n"
                                "L,016313,Z303,,,2014-02-03,016198\n");  // Belfiore code twice
  const auto faults = folder.faults();
  EXPECT_TRUE(has_fault(faults, 3, "without valid_to")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 4, "without successor")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "\"016999\" is not in this file")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 6, "lead back to it")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 7, "lead back to it")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 8, "03/02/2014")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 9, "leave ambito and distretto empty")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 10, "is in line 2 already")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 11, "lead back to it")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 13, "is not the successor")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 15, "occurs twice")) << all(faults);
  EXPECT_EQ(faults.size(), 11U) << all(faults);
}

TEST(SchemeFile, NamesEveryMissingFile) {
  const TemporaryFolder folder;
  const auto scheme = load_scheme(folder.path());
  ASSERT_FALSE(scheme);
  EXPECT_EQ(scheme.error().size(), 13U) << all(scheme.error());
  const auto none = load_scheme(folder.path() / "none");
  ASSERT_FALSE(none);
  EXPECT_TRUE(has_fault(none.error(), 0, "no such folder"));
}

TEST(SchemeFile, RefusesDuplicateCodesUnknownParentsAndCycles) {
  const SchemeFolder folder;
  folder.write("need", kCodes + "a,A,A,b,,\nb,B,B,a,,\nc,C,C,zz,,\na,A,A,,,\nd,D,D,d,,\ne,E,E,a,,\n");
  const auto faults = folder.faults();
  EXPECT_TRUE(has_fault(faults, 2, "the parents of \"a\" lead back to it (lines 2 and 3)")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 3, "the parents of \"b\" lead back to it (lines 2 and 3)")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 4, "the parent \"zz\" is not in this file")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "is in line 2 already")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 6, "lead back to it (line 6)")) << all(faults);
  EXPECT_EQ(faults.size(), 5U) << all(faults);
}

TEST(SchemeFile, NamesTheFirstLinesOfALongCycle) {
  const SchemeFolder folder;
  std::string rows = kCodes;
  for (int i = 0; i < 9; ++i) {
    rows += "c" + std::to_string(i) + ",X,X,c" + std::to_string((i + 1) % 9) + ",,\n";
  }
  folder.write("need", rows);
  const auto faults = folder.faults();
  EXPECT_EQ(faults.size(), 9U) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "(lines 2, 3, 4, 5, 6 and more)")) << all(faults);
}

TEST(SchemeFile, ReadsAbbreviationsAndRefusesEmptyOrAmbiguousOnes) {
  const SchemeFolder folder;
  folder.write("abbreviations", "abbreviation,meaning\nTELEF,Telefono amico\n");
  EXPECT_TRUE(folder.faults().empty());
  folder.write("abbreviations", "abbreviation,meaning\nSAD,a\n,b\nX,\nA B,c\nsad,d\n??,e\n");
  const auto faults = folder.faults();
  EXPECT_EQ(faults.size(), 5U) << all(faults);
  EXPECT_TRUE(has_fault(faults, 3, "must both be given")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 4, "must both be given")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "one word")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 6, "is in line 2 already")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 7, "must both be given")) << all(faults);
}

TEST(SchemeFile, ChecksTheAreaOfInterventions) {
  const SchemeFolder folder;
  folder.write("intervention",
               kCodes + "anziani.pasti,Pasti,Meals,minori,,\nanziani.x,X,X,,,\nminori.y,Y,Y,anziani,,\n");
  const auto faults = folder.faults();
  EXPECT_TRUE(has_fault(faults, 2, "the parent \"minori\" is not in area.csv")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 3, "needs its area as parent")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 4, "must start with its area")) << all(faults);
}

TEST(SchemeFile, RefusesBadCodesLabelsDatesAndAges) {
  const SchemeFolder folder;
  folder.write("need", kCodes + "_T,Totale,Total,,,\nb,,B,,,\nc,C,C,,2017-01-01,2016-01-01\nd,D,D,,2016,\n");
  folder.write(
      "area",
      "code,label_it,label_en,age_min,age_max\nanziani,Anziani,Elderly,151,\nb,B,B,20,10\nc,C,C,x,150\n");
  const auto faults = folder.faults();
  for (const auto& [line, text] :
       std::array<std::pair<int, std::string_view>, 7>{{{2, "must start with a letter or digit"},
                                                        {3, "both labels"},
                                                        {4, "lies before"},
                                                        {5, "must be a date"},
                                                        {2, "whole years from 0 to 150"},
                                                        {3, "age_max is below"},
                                                        {4, "whole years from 0 to 150"}}}) {
    EXPECT_TRUE(has_fault(faults, line, text)) << text << "\n" << all(faults);
  }
  EXPECT_EQ(faults.size(), 7U) << all(faults);
}

TEST(SchemeFile, ReadsWhichComuniStandAlone) {
  const SchemeFolder folder;
  folder.write("comune-groups", "group,label,istat_code,alone\nseriate.1,Piccoli,016198,yes\n");
  EXPECT_TRUE(load_scheme(folder.path())->territory.by_istat("016198")->alone);
  folder.write("comune-groups", "group,label,istat_code,alone\nseriate.1,Piccoli,016198,\n");
  EXPECT_FALSE(load_scheme(folder.path())->territory.by_istat("016198")->alone);
  folder.write("comune-groups", "group,label,istat_code,alone\nseriate.1,Piccoli,016198,maybe\n");
  EXPECT_TRUE(has_fault(folder.faults(), 2, "must be `yes` or empty"));
}

TEST(SchemeFile, RefusesWrongTerritories) {
  const SchemeFolder folder;
  folder.write("territory", folder.kTerritoryHeader +
                                "Seriate,016198,I628,seriate,Bergamo Est\n"
                                "Albino,16004,A163,seriate,Bergamo Est\n"
                                "Ardesio,016012,a383,seriat,Bergamo Est\n"
                                "Seriate,016013,A999,seriate,Bergamo\n");
  folder.write("comune-groups",
               "group,label,istat_code\nseriate.1,A,016198\nseriate.2,A,016198\nalbino.1,B,016013\nseriate.1,"
               "C,016012\nseriate.1,A,000000\n");
  folder.write("territory-aliases", "name,istat_code\nArdesio,016198\nX,000001\n");
  const auto faults = folder.faults();
  for (const auto& [line, text] :
       std::array<std::pair<int, std::string_view>, 11>{{{3, "istat_code must be 6 digits"},
                                                         {4, "belfiore_code must be"},
                                                         {4, "did you mean \"seriate\"?"},
                                                         {5, "is in line 2 already"},
                                                         {5, "is not that of the ambito"},
                                                         {3, "a Comune belongs to one group"},
                                                         {4, "must be the Comune's ambito"},
                                                         {5, "needs one label"},
                                                         {6, "\"000000\" is not in territory.csv"},
                                                         {2, "already means the Comune \"016012\""},
                                                         {3, "\"000001\" is not in territory.csv"}}}) {
    EXPECT_TRUE(has_fault(faults, line, text)) << text << "\n" << all(faults);
  }
}

TEST(SchemeFile, LoadsTheShippedScheme) {
  const auto scheme = load_scheme("mappings/scheme");
  ASSERT_TRUE(scheme) << all(scheme.error());
  EXPECT_EQ(scheme->territory.comuni().size(), 243U);
  EXPECT_EQ(scheme->territory.ambito_labels().size(), 14U);
}

TEST(TableFile, LoadsEveryShippedTable) {
  const auto scheme = load_scheme("mappings/scheme");
  ASSERT_TRUE(scheme) << all(scheme.error());
  std::size_t tables = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("mappings")) {
    const auto& file = entry.path();
    const auto name = file.stem().string();
    const auto system = name == "owner" ? std::string("territory") : name;
    const bool is_table = file.extension() == ".csv" && file.parent_path().parent_path() == "mappings" &&
                          file.parent_path().filename() != "scheme" &&
                          (system == "territory" || scheme->find(system));
    if (!is_table) continue;
    const auto table = load_table(file, {"src", name, system, 0}, *scheme);
    EXPECT_TRUE(table) << file << "\n" << (table ? "" : all(table.error()));
    ++tables;
  }
  EXPECT_GT(tables, 20U);
}

}  // namespace
}  // namespace raccordo::mapping
