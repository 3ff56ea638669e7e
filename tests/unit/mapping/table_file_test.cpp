#include "mapping/table_file.hpp"

#include <sys/stat.h>

#include "mapping/target_codes.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using test::all;
using test::has_fault;
using test::kHeader;

const model::Scheme& scheme() {
  static const auto sample = test::sample_scheme();
  return sample;
}

base::Result<Table, FileFaults> parse(std::string_view csv) {
  return parse_table(csv, "t.csv", {"src", "intervention", "intervention", 0}, scheme());
}

FileFaults faults_of(std::string_view csv) {
  auto parsed = parse(csv);
  return parsed ? FileFaults() : parsed.error();
}

std::string with_header(std::string_view rows) { return std::string(kHeader) + std::string(rows); }

TEST(TableFile, ReadsEitherSeparatorInAnyColumnOrderWithByteOrderMark) {
  const auto table = parse(
      "\xEF\xBB\xBFstatus;target_code;source_code;relationship;note\r\n"
      "APPROVED;anziani.pasti; P1 ;equivalent;kept; \r\n"
      "\r\n");
  EXPECT_FALSE(table) << "a row with one cell more must not pass";
  const auto good = parse(
      "\xEF\xBB\xBFstatus;target_code;source_code;relationship;note\r\n"
      "APPROVED;anziani.pasti; P1 ;equivalent;kept, \"\r\n"
      "\r\n");
  ASSERT_TRUE(good) << all(good.error());
  ASSERT_EQ(good->rows().size(), 1U);
  EXPECT_EQ(good->rows()[0].source_code, "P1");
  EXPECT_EQ(good->rows()[0].line, 2);
  EXPECT_EQ(good->more_columns(), std::vector<std::string>{"note"});
  EXPECT_EQ(good->rows()[0].more, std::vector<std::string>{"kept, \""});
}

TEST(TableFile, KeepsQuotesAndLineBreaksAndCountsTheirLines) {
  const auto table = parse(with_header(
      "A,\"due\nrighe, "
      "\"\"x\"\"\",anziani.pasti,equivalent,APPROVED,,,\nB,,anziani.pasti,equivalent,APPROVED,,,\n"));
  ASSERT_TRUE(table) << all(table.error());
  EXPECT_EQ(table->rows()[0].source_label, "due\nrighe, \"x\"");
  EXPECT_EQ(table->rows()[1].line, 4);
}

TEST(TableFile, ReportsAllFaultsInOrderOfLines) {
  const auto faults =
      faults_of(with_header("A,,anziani.pasto,equivalent,APPROVED,,,\n"
                            "B,,anziani.pasti,equivalnt,APROVED,,,\n"
                            "C,,,equivalent,APPROVED,,,\n"
                            "D,,anziani.pasti,equivalent,APPROVED,2016-13-01,2016-02-30,\n"
                            "E,,anziani.pasti,equivalent,APPROVED,2016-02-02,2016-02-01,\n"
                            ",,anziani.pasti,equivalent,APPROVED,,,\n"
                            "G,,anziani.pasti,equivalent\n"));
  EXPECT_TRUE(has_fault(faults, 2, "did you mean \"anziani.pasti\"?")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 3, "did you mean \"equivalent\"?")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 3, "did you mean \"APPROVED\"?")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 4, "needs a target_code")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "\"valid_from\" must be a date")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "\"valid_to\" must be a date")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 6, "lies before valid_from")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 7, "source_code is empty")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 8, "4 cells where the first line has 8")) << all(faults);
  EXPECT_EQ(faults.size(), 9U) << all(faults);
  EXPECT_TRUE(std::is_sorted(faults.begin(), faults.end(),
                             [](const auto& a, const auto& b) { return a.line < b.line; }));
}

TEST(TableFile, AcceptsAnEmptyTargetInRowsThatDoNotMap) {
  EXPECT_TRUE(parse(with_header(
      "A,,,equivalent,IGNORED,,,\nB,,,equivalent,UNCHECKED,,,\nC,,,not-related-to,APPROVED,,,\n")));
}

TEST(TableFile, NeedsNoRelationshipWithoutATarget) {
  const auto table = parse(with_header("A,,,,IGNORED,,,\nB,,,,UNCHECKED,,,\n"));
  ASSERT_TRUE(table) << all(table.error());
  EXPECT_EQ(table->rows()[0].relationship, Relationship::not_related_to);
  EXPECT_EQ(table->find("A", std::nullopt).kind, Lookup::Kind::ignored);
  EXPECT_EQ(table->find("B", std::nullopt).kind, Lookup::Kind::unmapped);
  const auto faults = faults_of(with_header("A,,anziani.pasti,,APPROVED,,,\n"));
  EXPECT_TRUE(has_fault(faults, 2, "relationship \"\" is not one of")) << all(faults);
  EXPECT_TRUE(has_fault(faults_of(with_header("A,,,,APPROVED,,,\n")), 2, "needs a target_code"));
}

TEST(TableFile, NamesBothLinesOfOverlappingRows) {
  const auto faults =
      faults_of(with_header("A,,anziani.pasti,equivalent,APPROVED,,2011-12-31,\n"
                            "B,,anziani.pasti,equivalent,APPROVED,,,\n"
                            "A,,disabili.centro-diurno,equivalent,APPROVED,2011-12-31,,\n"
                            "B,,,equivalent,IGNORED,2020-01-01,2020-01-01,\n"));
  EXPECT_TRUE(has_fault(faults, 4, "lines 2 and 4 both decide on the code \"A\"")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 5, "lines 3 and 5 both decide on the code \"B\"")) << all(faults);
  EXPECT_EQ(faults.size(), 2U) << all(faults);
}

TEST(TableFile, FindsAnOverlapAcrossAShorterRowBetween) {
  const auto faults =
      faults_of(with_header("A,,anziani.pasti,equivalent,APPROVED,2010-01-01,2019-12-31,\n"
                            "A,,anziani.pasti,related-to,UNCHECKED,2011-01-01,2011-12-31,\n"
                            "A,,disabili.centro-diurno,equivalent,APPROVED,2019-12-31,,\n"));
  EXPECT_TRUE(has_fault(faults, 4, "lines 2 and 4")) << all(faults);
  EXPECT_EQ(faults.size(), 1U);
}

TEST(TableFile, AcceptsRowsThatFollowEachOtherDayByDay) {
  EXPECT_TRUE(
      parse(with_header("A,,anziani.pasti,equivalent,APPROVED,,2011-12-31,\n"
                        "A,,disabili.centro-diurno,equivalent,APPROVED,2012-01-01,,\n"
                        "A,,disabili.centro-diurno,equivalent,UNCHECKED,2010-01-01,,\n")));
}

TEST(TableFile, ReportsExactDuplicatesOnceWithBothLines) {
  const auto faults = faults_of(
      with_header("A,x,anziani.pasti,equivalent,APPROVED,,,\nA,x,anziani.pasti,equivalent,APPROVED,,,\n"));
  ASSERT_EQ(faults.size(), 1U) << all(faults);
  EXPECT_TRUE(has_fault(faults, 3, "lines 2 and 3 are the same row"));
}

TEST(TargetCodes, AHintSharesTheAreaAndAWord) {
  model::Scheme scheme;
  test::add(scheme, std::string(kInterventionSystem),
            {test::code("anziani.rsa", "RSA"), test::code("anziani.trasporto-sociale", "Trasporto"),
             test::code("disabili.trasporto-sociale", "Trasporto"), test::code("disabili.centro-diurno", "C"),
             test::code("anziani.servizio-pasti-a-domicilio", "Pasti")});
  const TargetCodes codes(scheme, kInterventionSystem);
  EXPECT_EQ(codes.hint("anziani.pasti"), ", did you mean \"anziani.servizio-pasti-a-domicilio\"?");
  EXPECT_EQ(codes.hint("anziani.pasto"), ", did you mean \"anziani.servizio-pasti-a-domicilio\"?");
  EXPECT_EQ(codes.hint("anziani.trasporto"), ", did you mean \"anziani.trasporto-sociale\"?");
  EXPECT_EQ(codes.hint("anziani.rsaa"), ", did you mean \"anziani.rsa\"?");
  EXPECT_EQ(codes.hint("anzani.trasporto-sociale"), ", did you mean \"anziani.trasporto-sociale\"?");
  EXPECT_EQ(codes.hint("anziani.centro-notturno"), "");
  EXPECT_EQ(codes.hint("anziani.scuola"), "");
}

TEST(TableFile, RefusesWrongHeaders) {
  EXPECT_TRUE(has_fault(faults_of(""), 1, "the file is empty"));
  EXPECT_TRUE(has_fault(faults_of("source_code,target_code,status\n"), 1, "\"relationship\" is missing"));
  EXPECT_TRUE(
      has_fault(faults_of("source_code,source_code,target_code,relationship,status\n"), 1, "occurs twice"));
  EXPECT_TRUE(has_fault(faults_of("source_code,target_code,relationship,status,valid_form\n"), 1,
                        "did you mean \"valid_from\"?"));
}

TEST(TableFile, RefusesUnclosedQuotesAndTextBehindQuotes) {
  const auto open = faults_of(with_header("A,,anziani.pasti,equivalent,APPROVED,,,\nB,\"never\nclosed,,,\n"));
  EXPECT_TRUE(has_fault(open, 3, "never closed")) << all(open);
  EXPECT_EQ(open.size(), 1U) << all(open);
  const auto behind = faults_of(with_header("B,\"x\"y,anziani.pasti,equivalent,APPROVED,,,\n"));
  EXPECT_TRUE(has_fault(behind, 2, "text follows a closing quote")) << all(behind);
}

TEST(TableFile, NamesEveryLineThatIsNotUtf8) {
  const auto faults =
      faults_of(with_header("A,pi\xF9,anziani.pasti,equivalent,APPROVED,,,\nB,,anziani.pasti,equivalent,"
                            "APPROVED,,,\nC,\xC3\x28,anziani.pasti,equivalent,APPROVED,,,\n"));
  EXPECT_TRUE(has_fault(faults, 2, "not UTF-8")) << all(faults);
  EXPECT_TRUE(has_fault(faults, 4, "not UTF-8")) << all(faults);
  EXPECT_EQ(faults.size(), 2U);
}

TEST(TableFile, UsesTerritoryAsCodeSystemForOwners) {
  const auto good = parse_table(with_header("HP1,,016198,equivalent,APPROVED,,,\n"), "owner.csv",
                                {"src", "owner", "territory", 0}, scheme());
  EXPECT_TRUE(good) << all(good.error());
  const auto bad = parse_table(with_header("HP1,,999999,equivalent,APPROVED,,,\n"), "owner.csv",
                               {"src", "owner", "territory", 0}, scheme());
  ASSERT_FALSE(bad);
  EXPECT_TRUE(has_fault(bad.error(), 2, "not in the code system \"territory\""));
}

TEST(TableFile, RefusesAnUnknownCodeSystemAndATargetWithoutItsParent) {
  const auto unknown = parse_table(kHeader, "t.csv", {"src", "t", "colour", 0}, scheme());
  ASSERT_FALSE(unknown);
  EXPECT_TRUE(has_fault(unknown.error(), 0, "no code system \"colour\""));
  model::Scheme orphan;
  test::add(orphan, "area", {});
  test::add(orphan, "intervention", {test::code("anziani.pasti", "Pasti", "anziani")});
  const auto bad = parse_table(with_header("A,,anziani.pasti,equivalent,APPROVED,,,\n"), "t.csv",
                               {"src", "t", "intervention", 0}, orphan);
  ASSERT_FALSE(bad);
  EXPECT_TRUE(has_fault(bad.error(), 2, "has a parent that the scheme does not have"));
}

TEST(TableFile, TakesRowsFromBeforeAFurtherColumnWasAdded) {
  const auto scheme = test::sample_scheme();
  const std::string header =
      "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment,note\n";
  const auto table = parse_table(header + "1,,M,equivalent,APPROVED,,,\n2,,F,equivalent,APPROVED,,,,x\n",
                                 "sex.csv", {"src", "sex", "sex", 1}, scheme);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows()[0].more, std::vector<std::string>{""});
  EXPECT_EQ(table->rows()[1].more, std::vector<std::string>{"x"});
  EXPECT_NE(write_table(*table).find("1,,M,equivalent,APPROVED,,,,\n"), std::string::npos);
  const auto ragged =
      parse_table(header + "1,,M,equivalent,APPROVED,,\n", "sex.csv", {"src", "sex", "sex", 1}, scheme);
  ASSERT_FALSE(ragged);
  EXPECT_TRUE(has_fault(ragged.error(), 2, "7 cells where the first line has 9")) << all(ragged.error());
}

TEST(TableFile, RoundTrips) {
  const std::string canonical =
      "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment,note\n"
      "A,\"a \"\"b\"\"; "
      "c\",anziani.pasti,source-is-narrower-than-target,APPROVED,2012-01-01,2013-01-01,\"due\nrighe\",n\n"
      "B,,,related-to,IGNORED,,,,\n";
  const auto table = parse(canonical);
  ASSERT_TRUE(table) << all(table.error());
  EXPECT_EQ(write_table(*table), canonical);
  EXPECT_EQ(table_digest(*table).size(), 64U);
  const auto other = parse("note;source_code;target_code;relationship;status\nn;B;;related-to;IGNORED\n");
  ASSERT_TRUE(other);
  EXPECT_NE(table_digest(*table), table_digest(*other));
}

TEST(TableFile, NamesAMissingFileAndReadsAnEmptyTable) {
  const test::TemporaryFolder folder;
  const TableIdentity identity{"src", "intervention", "intervention", 0};
  const auto missing = load_table(folder.path() / "no.csv", identity, scheme());
  ASSERT_FALSE(missing);
  EXPECT_TRUE(has_fault(missing.error(), 0, "no such file"));
  const auto empty = load_table(folder.write("t.csv", kHeader), identity, scheme());
  ASSERT_TRUE(empty) << all(empty.error());
  EXPECT_TRUE(empty->rows().empty());
  const auto nothing = load_table(folder.write("t.csv", ""), identity, scheme());
  EXPECT_FALSE(nothing);
}

TEST(TableFile, ReadsManyRows) {
  std::string csv(kHeader);
  for (int i = 0; i < 200000; ++i) {
    csv += "C" + std::to_string(i) + ",Etichetta,anziani.pasti,equivalent,APPROVED,2012-01-01,,\n";
  }
  const auto table = parse(csv);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows().size(), 200000U);
  EXPECT_EQ(table->find("C199999", std::nullopt).kind, Lookup::Kind::mapped);
}

TEST(TableFile, NamesTheColumnOfAFault) {
  const auto faults =
      faults_of(with_header("A,,anziani.pasto,equivalent,APROVED,,,\n,,,,IGNORED,2016-02-30,,\n"));
  ASSERT_EQ(faults.size(), 4U) << all(faults);
  for (const auto* column : {"target_code", "status", "source_code", "valid_from"}) {
    EXPECT_TRUE(std::any_of(faults.begin(), faults.end(), [&](const auto& f) { return f.column == column; }))
        << column;
  }
}

}  // namespace
}  // namespace raccordo::mapping
