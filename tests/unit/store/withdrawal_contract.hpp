// Contract of records that a document takes back: erased in the transaction of its other records, or not at
// all (docs/records.md#erasure).
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class WithdrawalContract : public StoreContract<F> {
 protected:
  static constexpr auto kSource = "isola-bergamasca";
  static PreparedRecord taken_back(const std::string& id, std::uint64_t number = 1) {
    PreparedRecord record;
    record.number = number;
    record.outcome = model::Outcome::accepted;
    record.withdrawal = std::make_shared<const Withdrawal>(Withdrawal{
        {kSource, id, {}, digest_of("mark-" + id)}, act("record.erase", "isola-bergamasca/" + id)});
    return record;
  }
  /// With the mark by which an erased record is known in open bodies.
  static PreparedRecord marked(const std::string& id, std::int64_t version, const std::string& content) {
    auto record = accepted(id, version, content);
    record.mark = digest_of("mark-" + id);
    return record;
  }
  std::vector<AppliedRecord> apply_whole(std::vector<PreparedRecord> records, const std::string& id) {
    ApplyRequest request;
    request.submission = submission_row(id, 50);
    request.records = std::move(records);
    request.whole = true;
    return apply_now(this->store(), std::move(request));
  }
  /// A body that is received and not yet processed.
  void receive(const std::string& id, std::int64_t received) {
    auto row = submission_row(id, received);
    row.state = model::SubmissionState::received;
    row.spool = id + ".sealed";
    await<bool>([&](auto done) { this->store().put_submission(row, {}, done); });
  }
  /// Processes a received body of one record.
  AppliedRecord process(const std::string& id, std::int64_t received, PreparedRecord record) {
    ApplyRequest request;
    request.submission = submission_row(id, received);
    request.records = {std::move(record)};
    request.first = false;
    return apply_now(this->store(), std::move(request)).at(0);
  }
  bool is_stored(const std::string& id) { return this->store().record(kSource, id).has_value(); }
  std::size_t erasures() {
    AuditFilter filter;
    filter.action = "record.erase";
    return this->store().audit().list(filter, 100, "").items.size();
  }
};
TYPED_TEST_SUITE_P(WithdrawalContract);

TYPED_TEST_P(WithdrawalContract, RecordIsErasedAuditedAndCounted) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  EXPECT_EQ(this->send(this->taken_back("A"), "S2", 2).outcome, model::Outcome::accepted);
  this->reopen();
  EXPECT_FALSE(this->is_stored("A"));
  EXPECT_TRUE(this->store().snapshot().cases.empty());
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 0u);
  EXPECT_EQ(this->erasures(), 1u);
  EXPECT_EQ(this->counts("S2").accepted, 1u);
}

TYPED_TEST_P(WithdrawalContract, WhatIsNotStoredIsUnchanged) {
  EXPECT_EQ(this->send(this->taken_back("A"), "S1", 1).outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->erasures(), 0u);
  EXPECT_EQ(this->counts("S1").unchanged, 1u);
}

TYPED_TEST_P(WithdrawalContract, NothingIsErasedIfAnotherRecordOfTheTransactionIsRejected) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  auto bad = rejected("B", 1);
  bad.number = 2;
  EXPECT_THROW(this->apply_whole({this->taken_back("A"), bad}, "S2"), RecordsRefused);
  this->reopen();
  EXPECT_TRUE(this->is_stored("A"));
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->erasures(), 0u);
  auto good = accepted("B", 1, "b");
  good.number = 2;
  this->apply_whole({this->taken_back("A"), good}, "S3");
  EXPECT_FALSE(this->is_stored("A"));
  EXPECT_TRUE(this->is_stored("B"));
  EXPECT_EQ(this->erasures(), 1u);
}

TYPED_TEST_P(WithdrawalContract, RestrictedPersonIsKeptAndTheRecordIsRejected) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  await<RestrictionChange>([&](auto done) {
    this->store().held().restrict_person(digest_of("p1"), RestrictionStep::restrict,
                                         act("subject.restrict", "R1"), done);
  });
  const auto applied = this->send(this->taken_back("A"), "S2", 2);
  EXPECT_EQ(applied.outcome, model::Outcome::rejected);
  ASSERT_EQ(applied.issues.size(), 1u);
  EXPECT_EQ(applied.issues[0].record_id, "A");
  EXPECT_EQ(this->store().issues("S2", 10, "").items.size(), 1u);
  EXPECT_TRUE(this->is_stored("A"));
  EXPECT_EQ(this->erasures(), 0u);
}

TYPED_TEST_P(WithdrawalContract, BodyReceivedBeforeDoesNotStoreItAgainAndALaterOneDoes) {
  this->receive("S1", 1);
  this->receive("S3", 3);  // registered before the withdrawal is, so it is received earlier
  EXPECT_EQ(this->send(this->taken_back("A"), "S4", 4).outcome, model::Outcome::accepted);
  this->receive("S5", 5);
  EXPECT_EQ(this->process("S1", 1, this->marked("A", 1, "a")).outcome, model::Outcome::rejected);
  EXPECT_EQ(this->process("S3", 3, this->marked("A", 3, "c")).outcome, model::Outcome::rejected);
  EXPECT_EQ(this->process("S5", 5, this->marked("A", 5, "e")).outcome, model::Outcome::accepted);
}

TYPED_TEST_P(WithdrawalContract, ContentReceivedLaterStays) {
  this->receive("S1", 1);
  this->send(this->marked("A", 2, "b"), "S2", 2);
  const auto applied = this->process("S1", 1, this->taken_back("A"));
  EXPECT_EQ(applied.outcome, model::Outcome::unchanged);
  ASSERT_EQ(applied.issues.size(), 1u);
  EXPECT_EQ(applied.issues[0].code, model::IssueCode::stale_version);
  EXPECT_TRUE(this->is_stored("A"));
  EXPECT_EQ(this->erasures(), 0u);
}

REGISTER_TYPED_TEST_SUITE_P(WithdrawalContract, RecordIsErasedAuditedAndCounted, WhatIsNotStoredIsUnchanged,
                            NothingIsErasedIfAnotherRecordOfTheTransactionIsRejected,
                            RestrictedPersonIsKeptAndTheRecordIsRejected,
                            BodyReceivedBeforeDoesNotStoreItAgainAndALaterOneDoes, ContentReceivedLaterStays);

}  // namespace raccordo::store
