#include "mapping/former_comuni.hpp"

#include "mapping/csv_sheet.hpp"
#include "mapping/target_codes.hpp"
#include "unit/mapping/mapper_fixture.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::IssueCode;
using test::complete_record;

class FormerComuni : public test::MapperTest {
 protected:
  FormerComuni() { scheme_.territory.add_former({"Paese", "016300", "Z300", {2014, 2, 3}, "016198"}); }
  static test::RecordMaker record(const std::string& owner, const std::string& opened) {
    auto maker = complete_record();
    maker.drop(Field::owner).put(Field::owner, owner);
    maker.drop(Field::opened).put(Field::opened, opened);
    return maker;
  }
};

TEST_F(FormerComuni, AreAcceptedUntilTheirLastDayAndCountForTheSuccessor) {
  for (const std::string opened : {"2010-05-01", "2014-02-03"}) {
    auto maker = record("016300", opened);
    const auto mapped = map(maker);
    EXPECT_TRUE(mapped.issues.empty()) << opened;
    EXPECT_EQ(mapped.record.owner, "016198");
  }
}

TEST_F(FormerComuni, AreRefusedWithTheSuccessorInALaterCase) {
  auto maker = record("016300", "2014-02-04");
  const auto mapped = map(maker);
  const auto issue = only_issue(mapped);
  EXPECT_EQ(issue.code, IssueCode::unknown_comune);
  EXPECT_EQ(issue.severity, model::Severity::error);
  EXPECT_EQ(issue.field, "owner");
  EXPECT_NE(issue.at.kind, model::Place::Kind::none);
  EXPECT_EQ(issue.message,
            "\"016300\" (Paese) was in use until 2014-02-03, and the case was opened on 2014-02-04. Send "
            "\"016198\" (Seriate), or correct the date of opening.");
  EXPECT_EQ(mapped.record.owner, "016198") << "the right to send is that of the present Comune";
}

TEST_F(FormerComuni, OfAResidenceCountForTheSuccessorAtAnyDate) {
  auto maker = complete_record();
  maker.put(Field::person_residence, "016300");
  const auto mapped = map(maker);
  EXPECT_TRUE(mapped.issues.empty());
  EXPECT_EQ(mapped.record.person.residence, "016198");
}

TEST_F(FormerComuni, MayStayTheTargetOfATable) {
  const TargetCodes codes(scheme_, kTerritory);
  EXPECT_TRUE(codes.contains("016300"));
  EXPECT_TRUE(codes.contains("016198"));
  EXPECT_FALSE(codes.contains("016999"));
}

TEST_F(FormerComuni, WithoutADateOfOpeningGiveOnlyThatIssue) {
  auto maker = complete_record();
  maker.drop(Field::owner).put(Field::owner, "016300").drop(Field::opened);
  EXPECT_EQ(only_issue(map(maker)).code, IssueCode::missing_field);
}

}  // namespace
}  // namespace raccordo::mapping
