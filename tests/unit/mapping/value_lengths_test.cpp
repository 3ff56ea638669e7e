#include "mapping/value_lengths.hpp"

#include "unit/mapping/mapper_fixture.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::IssueCode;
using test::complete_record;

using ValueLengths = test::MapperTest;

TEST_F(ValueLengths, RejectsACodeOfMoreThan256BytesAndKeepsNothingOfIt) {
  for (const std::size_t bytes : {std::size_t{257}, std::size_t{1000000}}) {
    auto maker = complete_record();
    maker.put_code(Field::need_code, "need", std::string(bytes, 'x'), 0);
    const auto mapped = map(maker);
    const auto issue = only_issue(mapped);
    EXPECT_EQ(issue.code, IssueCode::value_too_long);
    EXPECT_EQ(issue.field, "needs[0].code");
    EXPECT_EQ(issue.value, "");
    EXPECT_LT(issue.message.size(), 300U);
    EXPECT_TRUE(mapped.waiting.empty());
  }
}

TEST_F(ValueLengths, AcceptsACodeAndARecordIdOf256Bytes) {
  auto maker = complete_record();
  const std::string longest(256, 'x');
  maker.put_code(Field::need_code, "need", longest, 0).drop(Field::record_id).put(Field::record_id, longest);
  const auto mapped = map(maker);
  EXPECT_EQ(only_issue(mapped).code, IssueCode::unmapped_code);
  EXPECT_EQ(mapped.waiting.at(0).code, longest);
  EXPECT_EQ(mapped.record.record_id, longest);
}

TEST_F(ValueLengths, RejectsARecordIdOf257BytesAndDropsIt) {
  auto maker = complete_record();
  maker.drop(Field::record_id).put(Field::record_id, std::string(257, 'x'));
  const auto mapped = map(maker);
  EXPECT_EQ(only_issue(mapped).code, IssueCode::value_too_long);
  EXPECT_EQ(only_issue(mapped).field, "record_id");
  EXPECT_EQ(mapped.record.record_id, "");
}

TEST_F(ValueLengths, RejectsARecordIdThatNoAddressCanName) {
  for (const std::string id : {".", ".."}) {
    auto maker = complete_record();
    maker.drop(Field::record_id).put(Field::record_id, id);
    const auto mapped = map(maker);
    EXPECT_EQ(only_issue(mapped).code, IssueCode::unexpected_shape);
    EXPECT_EQ(only_issue(mapped).field, "record_id");
    EXPECT_EQ(mapped.record.record_id, "");
  }
  auto maker = complete_record();
  maker.drop(Field::record_id).put(Field::record_id, "...");
  EXPECT_EQ(map(maker).record.record_id, "...");
}

}  // namespace
}  // namespace raccordo::mapping
