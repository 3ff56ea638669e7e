// Contract of what is held of a record and of a person, and of the figures over all.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

inline SubjectErasure erase_person_now(CaseStore& store, const std::string& person) {
  return await<SubjectErasure>([&](auto done) {
    store.held().erase_person({digest_of(person)}, act("subject.erase", "request-1"), done);
  });
}

TYPED_TEST_P(HeldContract, RecordIsHeldWithAllItsContents) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(waiting("A", 2, "b"), "S2", 2);
  const auto held = this->store().held().record("isola-bergamasca", "A").value();
  EXPECT_EQ(held.source, "isola-bergamasca");
  EXPECT_EQ(held.accepted_version, at(1));
  EXPECT_EQ(held.body, "{\"record\":\"a\"}");
  EXPECT_EQ(held.waiting.value().sealed_fields, "sealed:b");
  EXPECT_EQ(held.state.outcome, model::Outcome::quarantined);
  EXPECT_FALSE(this->store().held().record("isola-bergamasca", "B"));
  EXPECT_FALSE(this->store().held().record("nowhere", "A"));
}

TYPED_TEST_P(HeldContract, PersonIsFoundByAcceptedAndWaitingRecordsPageByPage) {
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  this->send(accepted("C", 1, "c", "p2"), "S3", 3);
  const auto first = this->store().held().of_person({digest_of("p1")}, 1, "");
  ASSERT_EQ(first.items.size(), 1u);
  EXPECT_EQ(first.items[0].state.record_id, "A");
  const auto second = this->store().held().of_person({digest_of("p1"), digest_of("p9")}, 1, first.next);
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].state.record_id, "B");
  EXPECT_EQ(second.next, "");
  EXPECT_TRUE(this->store().held().of_person({digest_of("p1")}, 1, "nonsense").items.empty());
}

TYPED_TEST_P(HeldContract, ErasedPersonLeavesNothingButAnEntryWithCounts) {
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  this->send(accepted("C", 1, "c", "p2"), "S3", 3);
  const auto erased = erase_person_now(this->store(), "p1");
  EXPECT_EQ(erased.records, 2u);
  EXPECT_EQ(erased.waiting, 1u);
  EXPECT_EQ(erased.issues, 1u);
  EXPECT_TRUE(this->store().held().of_person({digest_of("p1")}, 10, "").items.empty());
  EXPECT_TRUE(this->store().issues("S2", 10, "").items.empty());
  EXPECT_EQ(this->store().snapshot().persons.size(), 1u);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  const auto entry = this->store().audit().list({}, 1, "").items.at(0);
  EXPECT_EQ(entry.event.object, "request-1");
  EXPECT_EQ(entry.event.details.at("records"), "2");
  EXPECT_EQ(erase_person_now(this->store(), "p1").records, 0u);
  EXPECT_EQ(this->store().audit().head().seq, 2);
}

TYPED_TEST_P(HeldContract, CoverageCountsNewContentsByTableComuneAndMonth) {
  auto mapped = accepted("A", 1, "a");
  mapped.coded = {{"intervention", 3, 3}, {"area", 1, 1}};
  auto half = waiting("B", 1, "b");
  half.coded = {{"intervention", 2, 1}};
  half.owner = "016024";
  this->send(mapped, "S1", 1);
  this->send(mapped, "S2", 2);
  this->send(half, "S3", 3);
  this->send(half, "S4", 4);
  const auto rows = [&](CoverageBy by, const std::string& table = "") {
    return this->store().figures().coverage({by, "", table, 0});
  };
  const auto whole = rows(CoverageBy::source);
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_EQ(whole[0].records, 2u);
  EXPECT_EQ(whole[0].coded, 6u);
  EXPECT_EQ(whole[0].mapped, 5u);
  const auto tables = rows(CoverageBy::table);
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[1].table, "intervention");
  EXPECT_EQ(tables[1].coded, 5u);
  const auto comuni = rows(CoverageBy::comune, "intervention");
  ASSERT_EQ(comuni.size(), 2u);
  EXPECT_EQ(comuni[0].owner, "016024");
  EXPECT_EQ(comuni[0].mapped, 1u);
  const auto months = rows(CoverageBy::month);
  ASSERT_EQ(months.size(), 1u);
  EXPECT_EQ(month_name(months[0].month), "2026-11");
  EXPECT_TRUE(this->store().figures().coverage({CoverageBy::source, "bergamo", "", 0}).empty());
  EXPECT_TRUE(this->store().figures().coverage({CoverageBy::source, "", "", months[0].month + 1}).empty());
  this->retain({{}, {at(0).micros + 40 * kDay}, {}, {}});
  EXPECT_TRUE(rows(CoverageBy::source).empty());
}

TYPED_TEST_P(HeldContract, TrafficCountsWhatCameInEachTime) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(rejected("B", 1), "S2", 100);
  const auto rows = this->store().figures().traffic(at(50), at(0));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].since_first.submissions, 1u);
  EXPECT_EQ(rows[0].since_first.counts.rejected, 1u);
  EXPECT_EQ(rows[0].since_first.counts.accepted, 0u);
  EXPECT_EQ(rows[0].since_second.submissions, 2u);
  EXPECT_EQ(rows[0].since_second.counts.accepted, 1u);
  EXPECT_TRUE(this->store().figures().traffic(at(101), at(101)).empty());
  EXPECT_GT(this->store().figures().size().bytes, 0u);
}

TEST(Figures, MonthsAreThoseOfUniversalTime) {
  EXPECT_EQ(month_name(month_of(*base::parse_instant("2026-11-30T23:59:59Z"))), "2026-11");
  EXPECT_EQ(month_name(month_of(*base::parse_instant("2026-12-01T00:00:00Z"))), "2026-12");
  EXPECT_EQ(month_name(month_of(*base::parse_instant("1969-12-31T23:59:59Z"))), "1969-12");
}

REGISTER_TYPED_TEST_SUITE_P(HeldContract, RecordIsHeldWithAllItsContents,
                            PersonIsFoundByAcceptedAndWaitingRecordsPageByPage,
                            ErasedPersonLeavesNothingButAnEntryWithCounts,
                            CoverageCountsNewContentsByTableComuneAndMonth, TrafficCountsWhatCameInEachTime);

}  // namespace raccordo::store
