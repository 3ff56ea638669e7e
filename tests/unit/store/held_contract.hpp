// Contract of HeldRecords: all that is held of a record and of a person.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

inline SubjectErasure erase_person_now(CaseStore& store, const std::string& person) {
  return await<SubjectErasure>([&](auto done) {
    store.held().erase_person({digest_of(person)}, act("subject.erase", "request-1"), done);
  });
}

TYPED_TEST_P(HeldContract, RecordIsReturnedWithAllItsContents) {
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

TYPED_TEST_P(HeldContract, ErasedPersonLeavesOnlyAnAuditEntryWithCounts) {
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

REGISTER_TYPED_TEST_SUITE_P(HeldContract, RecordIsReturnedWithAllItsContents,
                            PersonIsFoundByAcceptedAndWaitingRecordsPageByPage,
                            ErasedPersonLeavesOnlyAnAuditEntryWithCounts);

}  // namespace raccordo::store
