#include "mapping/reverse_tables.hpp"

#include "mapping/own_codes.hpp"
#include "unit/mapping/full_record.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::Unsaid;

constexpr base::Date kThen{2016, 3, 1};

/// A table of needs with the column `preferred`.
Table needs(std::string_view rows) {
  const auto text =
      "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment,preferred\n" +
      std::string(rows);
  auto table = parse_table(text, "need.csv", {"src", "need", "need", 1}, test::sample_scheme());
  if (!table) throw std::runtime_error(table.error().front().message);
  return std::move(*table);
}

/// The own code of `meals`, or the reason in brackets.
std::string meals(const Table& table, const std::optional<base::Date>& date = kThen) {
  const auto found = ReverseTable(table).find("meals", date);
  return found.row ? found.row->source_code : "(" + std::string(to_string(found.why)) + ")";
}

TEST(ReverseTable, FindsTheOnlyApprovedEquivalentRow) {
  EXPECT_EQ(meals(needs("A,,meals,equivalent,APPROVED,,,,\n"
                        "B,,meals,source-is-narrower-than-target,APPROVED,,,,yes\n"
                        "C,,meals,equivalent,UNCHECKED,,,,yes\n"
                        "D,,meals,equivalent,FLAGGED,,,,yes\n"
                        "E,,meals,related-to,APPROVED,,,,yes\n"
                        "F,,housing,equivalent,APPROVED,,,,\n")),
            "A");
}

TEST(ReverseTable, GuessesNothing) {
  EXPECT_EQ(meals(needs("B,,meals,source-is-narrower-than-target,APPROVED,,,,\n")), "(no-equivalent)");
  EXPECT_EQ(meals(needs("F,,housing,equivalent,APPROVED,,,,\n")), "(no-equivalent)");
  EXPECT_EQ(meals(needs("A,,meals,equivalent,APPROVED,,,,\nB,,meals,equivalent,APPROVED,,,,no\n")),
            "(several-equivalents)");
  EXPECT_EQ(meals(needs("A,,meals,equivalent,APPROVED,,,,yes\nB,,meals,equivalent,APPROVED,,,,YES\n")),
            "(several-equivalents)");
}

TEST(ReverseTable, TakesThePreferredOfSeveral) {
  EXPECT_EQ(meals(needs("A,,meals,equivalent,APPROVED,,,,\nB,,meals,equivalent,APPROVED,,,, Yes \n")), "B");
}

TEST(ReverseTable, GivesOnlyARowThatTheTableMapsOnThatDay) {
  const auto table = needs(
      "A,,meals,equivalent,APPROVED,,2011-12-31,,yes\n"
      "A,,housing,equivalent,APPROVED,2012-01-01,,,\n"
      "B,,meals,equivalent,APPROVED,2010-01-01,,,\n");
  EXPECT_EQ(meals(table, base::Date{2009, 1, 1}), "A");
  EXPECT_EQ(meals(table, base::Date{2011, 1, 1}), "A") << "the preferred one of two in force";
  EXPECT_EQ(meals(table, base::Date{2012, 1, 1}), "B");
  EXPECT_EQ(meals(table, std::nullopt), "B") << "without a date A has two meanings";
  EXPECT_EQ(meals(needs("A,,meals,equivalent,APPROVED,2017-01-01,,,\n")), "(not-in-force)");
}

TEST(ReverseTable, TakesRowsOfOneCodeAsOne) {
  EXPECT_EQ(meals(needs(
                "A,,meals,equivalent,APPROVED,,2011-12-31,,\nA,,meals,equivalent,APPROVED,2012-01-01,,,\n")),
            "A");
}

TEST(ReverseTable, GivesNoRowThatAnotherOneContradicts) {
  // Two spellings of one code with two meanings: the table maps neither.
  EXPECT_EQ(meals(needs("A B,,meals,equivalent,APPROVED,,,,\nA\u00A0B,,housing,equivalent,APPROVED,,,,\n")),
            "(not-in-force)");
}

class OwnCodes : public ::testing::Test {
 protected:
  OwnCodes() {
    put("sex", "sex", "1,,M,equivalent,APPROVED,,,\n");
    put("need", "need", "P,,meals,equivalent,APPROVED,,,\n");
    put("channel", "channel", "C,,self,equivalent,APPROVED,2017-01-01,,\n");
    put("closure", "closure", "D,,deceased,equivalent,APPROVED,2017-01-01,,\n");
    put("area", "area",
        "2,,anziani,equivalent,APPROVED,,,\n3,,disabili,equivalent,APPROVED,,,\n4,,anziani,equivalent,"
        "APPROVED,,,\n");
    put("intervention", "intervention",
        "4|7,,anziani.pasti,equivalent,APPROVED,,,\n3|1,,disabili.centro-diurno,equivalent,APPROVED,,,\n");
  }

  void put(const std::string& name, const std::string& system, std::string_view rows) {
    tables_.put(test::table_of(scheme_, name, system, rows));
  }

  std::vector<std::string> told(const model::OwnRecord& own) const {
    std::vector<std::string> all;
    for (const auto& one : own.untranslated)
      all.push_back(one.path() + " " + one.code + " " + std::string(to_string(one.why)));
    return all;
  }

  model::OwnRecord translate(const model::CaseRecord& record) {
    ReverseTables reversed(tables_);
    return to_own_codes(record, fields_, reversed);
  }

  model::Scheme scheme_ = test::sample_scheme();
  TableSet tables_;
  std::vector<model::CodedField> fields_ = {
      {Field::person_sex, "sex", "", ""},         {Field::person_citizenship, "", "", ""},
      {Field::access_channel, "channel", "", ""}, {Field::need_code, "need", "", ""},
      {Field::intervention_area, "area", "", ""}, {Field::intervention_type, "intervention", "|", ""},
      {Field::closure_reason, "closure", "", ""}};
};

TEST_F(OwnCodes, ReplaceSharedOnesAndListWhatIsMissing) {
  const auto own = translate(test::full_record());
  EXPECT_EQ(own.record.person.sex.code, "1");
  EXPECT_EQ(own.record.person.citizenship.code, "IT") << "documents hold the shared code itself";
  EXPECT_EQ(own.record.needs[0].code, "P");
  EXPECT_TRUE(own.record.needs[1].is_absent());
  EXPECT_EQ(own.record.closure.reason.code, "D") << "in force on the day of closure";
  const std::vector<std::string> missing = {"person.household.type single no-place",
                                            "access.channel self not-in-force",
                                            "access.request R9 unmapped-code",
                                            "access.referred_to asst no-place",
                                            "needs[1].code Q unmapped-code",
                                            "interventions[0].area anziani several-equivalents",
                                            "interventions[0].type SAD9 unmapped-code",
                                            "interventions[0].unit hour no-place",
                                            "interventions[0].management associated no-place"};
  EXPECT_EQ(told(own), missing);
}

TEST_F(OwnCodes, OfAnAreaAreThoseWithinTheJoinedType) {
  auto record = test::full_record();
  record.interventions[0].type = {"anziani.pasti", "", "", "", 0};
  const auto own = translate(record);
  EXPECT_EQ(own.record.interventions[0].type.code, "4|7");
  EXPECT_EQ(own.record.interventions[0].area.code, "4") << "2 would be another code of the same area";
}

TEST_F(OwnCodes, OfAConstantAreThatOneOnly) {
  fields_[2] = {Field::access_channel, "", "", "self"};
  auto record = test::full_record();
  EXPECT_EQ(translate(record).record.access.channel.code, "self");
  record.access.channel.code = "school";
  const auto own = translate(record);
  EXPECT_TRUE(own.record.access.channel.is_absent());
  EXPECT_EQ(told(own).at(1), "access.channel school no-place");
}

TEST_F(OwnCodes, StandInTheRecordsOwnPlaces) {
  const auto line = own_record_line(translate(test::full_record()), "RSSMRA80A01F205X");
  EXPECT_NE(line.find(R"("sex":"1")"), std::string::npos) << line;
  EXPECT_NE(line.find(R"("needs":[{"code":"P"}],)"), std::string::npos) << line;
  EXPECT_NE(
      line.find(R"("untranslated":[{"path":"person.household.type","code":"single","why":"no-place"},)"),
      std::string::npos)
      << line;
  EXPECT_TRUE(line.ends_with("}]}")) << line;
  EXPECT_TRUE(own_record_line({{}, {}}, "").ends_with(R"(,"untranslated":[]})"));
}

}  // namespace
}  // namespace raccordo::mapping
