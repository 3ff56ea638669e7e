#include "app/ingest/seen_records.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

model::FieldRecord record_of(std::uint64_t number, const std::string& id) {
  model::FieldRecord record;
  record.number = number;
  if (!id.empty()) record.values.push_back({model::Field::record_id, 0, id, "", "", 0});
  return record;
}

TEST(SeenRecords, FindsANotedId) {
  const base::Hmac key("k");
  SeenRecords seen(key);
  seen.note("IB-77");
  const auto issues = seen.find(record_of(9, "IB-77"), "IB-77");
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].code, model::IssueCode::duplicate_record);
  EXPECT_EQ(issues[0].field, "record_id");
  EXPECT_NE(issues[0].message.find("earlier in this document"), std::string::npos);
}

TEST(SeenRecords, AcceptsACorrectedCopyAfterARejectedOne) {
  const base::Hmac key("k");
  SeenRecords seen(key);
  EXPECT_TRUE(seen.find(record_of(1, "A"), "A").empty());
  EXPECT_TRUE(seen.find(record_of(2, "A"), "A").empty());
}

TEST(SeenRecords, DistinguishesIdsByEveryLetterAndIgnoresRecordsWithoutId) {
  const base::Hmac key("k");
  SeenRecords seen(key);
  seen.note("A");
  seen.note("");
  for (const auto* other : {"a", "A ", "AA", ""})
    EXPECT_TRUE(seen.find(record_of(3, other), other).empty()) << other;
}

TEST(SeenRecords, DistinguishesEqualIdsOfTwoComuniWithPerOwner) {
  const base::Hmac key("k");
  SeenRecords seen(key);
  seen.note("016198|A");
  EXPECT_TRUE(seen.find(record_of(2, "A"), "016024|A").empty());
  EXPECT_EQ(seen.find(record_of(3, "A"), "016198|A").size(), 1U);
}

TEST(SeenRecords, DistinguishesManyIds) {
  const base::Hmac key("k");
  SeenRecords seen(key);
  for (int i = 0; i < 20'000; ++i) {
    const auto record = record_of(static_cast<std::uint64_t>(i) + 1, "R-" + std::to_string(i));
    ASSERT_TRUE(seen.find(record, record.values[0].text).empty());
    seen.note(record.values[0].text);
  }
  EXPECT_EQ(seen.find(record_of(20'001, "R-19999"), "R-19999").size(), 1U);
}

}  // namespace
}  // namespace raccordo::app
