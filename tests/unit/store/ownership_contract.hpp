// Contract of ownership (docs/records.md#ownership): the stored owner decides first, in the writing
// transaction; a refused record changes nothing; takeovers wait for an administrator; an erased record does
// not return from a body that waited.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

inline const model::Comuni kOneComune{{"016198"}};
inline const model::Comuni kOtherComune{{"016024"}};
inline const model::Comuni kBothComuni{{"016024", "016198"}};

inline PreparedRecord of_comune(PreparedRecord record, const std::string& owner,
                                const std::string& person = "p1") {
  record.owner = owner;
  record.person.pseudonym = digest_of(person);
  record.mark = digest_of("mark-" + record.record_id);
  record.seal = [id = record.record_id] { return "sealed late: " + id; };
  return record;
}

inline ApplyRequest sending(const std::string& submission, std::int64_t received, PreparedRecord record,
                            const model::Comuni& may_hold, const std::string& client = "isola") {
  ApplyRequest request;
  request.submission = submission_row(submission, received);
  request.submission.client = client;
  request.records = {std::move(record)};
  request.may_hold = may_hold;
  return request;
}

inline AppliedRecord send_as(CaseStore& store, const std::string& submission, std::int64_t received,
                             PreparedRecord record, const model::Comuni& may_hold) {
  return apply_now(store, sending(submission, received, std::move(record), may_hold)).at(0);
}

inline std::vector<model::IssueCode> codes_of(const std::vector<model::Issue>& issues) {
  std::vector<model::IssueCode> codes;
  for (const auto& issue : issues) codes.push_back(issue.code);
  return codes;
}

template <class F>
class OwnershipContract : public StoreContract<F> {
 protected:
  /// All that the store reports of A to its own Comune, as text, for comparison.
  std::string told_of_a() {
    const auto state = this->state("A");
    auto text = std::to_string(state.version.micros) + "|" + state.submission + "|" + state.owner + "|" +
                std::string(model::to_string(state.outcome)) + "|" +
                std::to_string(state.received_at.micros) + "|" + std::to_string(state.issues.size());
    if (state.last_attempt) text += "|" + state.last_attempt->submission;
    const auto held = this->store().held().record("isola-bergamasca", "A").value();
    return text + "|" + held.body + "|" + (held.waiting ? held.waiting->sealed_fields : "");
  }
};
TYPED_TEST_SUITE_P(OwnershipContract);

TYPED_TEST_P(OwnershipContract, SendingsOfAnotherComuneChangeNothingAndGetTheSameMessage) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
  const auto before = this->told_of_a();
  const auto foreign = [](PreparedRecord record) { return of_comune(std::move(record), "016024", "p2"); };
  // Newer, older, the same content, waiting, rejected, without Comune, with the owner's own Comune.
  auto nameless = foreign(rejected("A", 9));
  nameless.owner.clear();
  const std::vector<PreparedRecord> attempts = {foreign(accepted("A", 9, "other")),
                                                foreign(accepted("A", 1, "other")),
                                                of_comune(accepted("A", 5, "five"), "016024"),
                                                foreign(waiting("A", 9, "waits")),
                                                foreign(rejected("A", 9)),
                                                std::move(nameless),
                                                of_comune(accepted("A", 9, "nine"), "016198")};
  std::int64_t at_second = 20;
  for (const auto& attempt : attempts) {
    const auto name = "S" + std::to_string(++at_second);
    const auto applied = send_as(this->store(), name, at_second, attempt, kOtherComune);
    EXPECT_EQ(applied.outcome, model::Outcome::rejected) << name;
    EXPECT_EQ(applied.age, Age::newer) << name;
    EXPECT_EQ(codes_of(applied.issues), std::vector{model::IssueCode::not_your_comune}) << name;
    EXPECT_EQ(this->told_of_a(), before) << name;
    for (const auto& issue : this->store().issues(name, 10, "").items) {
      EXPECT_EQ(issue.outcome, model::Outcome::rejected) << name;
    }
  }
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  // Its own Comune can still send it.
  EXPECT_EQ(
      send_as(this->store(), "S99", 99, of_comune(accepted("A", 6, "six"), "016198"), kOneComune).outcome,
      model::Outcome::accepted);
}

TYPED_TEST_P(OwnershipContract, WrongComuneInARejectedSendingDoesNotBlockTheOwner) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
  auto typo = of_comune(accepted("A", 6, "six"), "016024");
  EXPECT_EQ(send_as(this->store(), "S2", 11, typo, kOneComune).outcome, model::Outcome::rejected);
  EXPECT_EQ(this->state("A").owner, "016198");
  EXPECT_EQ(
      send_as(this->store(), "S3", 12, of_comune(accepted("A", 7, "seven"), "016198"), kOneComune).outcome,
      model::Outcome::accepted);
}

TYPED_TEST_P(OwnershipContract, RejectedSendingsDoNotOwnTheId) {
  send_as(this->store(), "S1", 10, of_comune(rejected("A", 5), "016024"), kOtherComune);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {kOneComune, "x", ""}));
  EXPECT_EQ(
      send_as(this->store(), "S2", 11, of_comune(accepted("A", 5, "five"), "016198"), kOneComune).outcome,
      model::Outcome::accepted);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {kOtherComune, "x", ""}));
  EXPECT_EQ(this->store().issues("S1", 10, "").items.size(), 1u);
}

TYPED_TEST_P(OwnershipContract, RecordWithoutComuneIsShownToItsSenderOnly) {
  auto nameless = rejected("A", 5);
  nameless.owner.clear();
  apply_now(this->store(), sending("S1", 10, nameless, kOneComune, "one"));
  EXPECT_TRUE(this->store().record("isola-bergamasca", "A", {kOneComune, "one", ""}));
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {kOneComune, "two", ""}));
  EXPECT_TRUE(this->store().records("isola-bergamasca", {}, 10, "", {kOneComune, "two", ""}).items.empty());
}

TYPED_TEST_P(OwnershipContract, ChangingTheOwnerNeedsBothComuni) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
  EXPECT_EQ(
      send_as(this->store(), "S2", 11, of_comune(accepted("A", 6, "six"), "016024"), kBothComuni).outcome,
      model::Outcome::accepted);
  EXPECT_EQ(this->state("A").owner, "016024");
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {kOneComune, "x", ""}));
  EXPECT_EQ(erase_now(this->store(), "A", {kOneComune, "x", ""}), Erased::nothing);
  EXPECT_EQ(erase_now(this->store(), "A", {kOtherComune, "x", ""}), Erased::done);
}

TYPED_TEST_P(OwnershipContract, OwnerOfTheWaitingContentDoesNotReplaceThatOfTheAcceptedOne) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
  send_as(this->store(), "S2", 11, of_comune(waiting("A", 6, "six"), "016024"), kBothComuni);
  EXPECT_EQ(this->state("A").owner, "016198");
  EXPECT_EQ(
      send_as(this->store(), "S3", 12, of_comune(accepted("A", 7, "x"), "016024"), kOtherComune).outcome,
      model::Outcome::rejected);
}

TYPED_TEST_P(OwnershipContract, ComuneAndPersonChangedAtOnceWaitBesideTheStoredRecord) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kBothComuni);
  const auto taken = of_comune(accepted("A", 6, "six"), "016024", "p2");
  const auto applied = send_as(this->store(), "S2", 11, taken, kBothComuni);
  EXPECT_EQ(applied.outcome, model::Outcome::quarantined);
  EXPECT_EQ(codes_of(applied.issues), std::vector{model::IssueCode::record_taken_over});
  const auto state = this->state("A");
  EXPECT_EQ(state.outcome, model::Outcome::accepted);
  EXPECT_EQ(state.submission, "S1");
  EXPECT_EQ(state.owner, "016198");
  EXPECT_EQ(state.last_attempt.value().submission, "S2");
  EXPECT_EQ(codes_of(state.last_attempt->issues), std::vector{model::IssueCode::record_taken_over});
  const auto rows = this->store().quarantine({}, 10, "").items;
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].awaits, "record-taken-over");
  EXPECT_EQ(rows[0].sealed_fields, "sealed late: A");
  // Both records remain: neither replaces the other.
  EXPECT_EQ(send_as(this->store(), "S3", 12, of_comune(waiting("A", 7, "w"), "016198"), kOneComune).outcome,
            model::Outcome::quarantined);
  EXPECT_EQ(send_as(this->store(), "S4", 13, of_comune(accepted("A", 8, "e"), "016198"), kOneComune).outcome,
            model::Outcome::accepted);
  EXPECT_EQ(send_as(this->store(), "S5", 14, taken, kBothComuni).outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->store().quarantine({}, 10, "").items.size(), 1u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::done);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_TRUE(this->store().issues("S2", 10, "").items.empty());
}

TYPED_TEST_P(OwnershipContract, ChangeOfPersonOnlyIsAcceptedWithAWarningAndAudited) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
  const auto applied =
      send_as(this->store(), "S2", 11, of_comune(accepted("A", 6, "six"), "016198", "p2"), kOneComune);
  EXPECT_EQ(applied.outcome, model::Outcome::accepted);
  EXPECT_EQ(codes_of(applied.issues), std::vector{model::IssueCode::person_changed});
  EXPECT_EQ(codes_of(this->state("A").issues), std::vector{model::IssueCode::person_changed});
  const auto told = this->store().audit().list({}, 10, "").items;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].event.action, "records.person-changed");
  EXPECT_EQ(this->store().snapshot().persons.size(), 1u);
}

TYPED_TEST_P(OwnershipContract, OwnerIsPartOfTheKeyWithPerOwner) {
  const auto per_owner = [](PreparedRecord record) {
    record.per_owner = true;
    return record;
  };
  send_as(this->store(), "S1", 10, per_owner(of_comune(accepted("A", 5, "a"), "016198", "p1")), kOneComune);
  EXPECT_EQ(send_as(this->store(), "S2", 11, per_owner(of_comune(accepted("A", 1, "b"), "016024", "p2")),
                    kOtherComune)
                .outcome,
            model::Outcome::accepted);
  EXPECT_EQ(this->store().snapshot().cases.size(), 2u);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kOneComune, "x", ""})->version, at(5));
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kOtherComune, "x", ""})->version, at(1));
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kBothComuni, "x", ""})->others, 1u);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kBothComuni, "x", "016024"})->version, at(1));
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "x", ""}), Erased::several);
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "x", "016198"}), Erased::done);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kBothComuni, "x", ""})->version, at(1));
}

TYPED_TEST_P(OwnershipContract, RefusalsAreCountedPerDayAndAuditedOncePerDocument) {
  send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
  auto request = sending("S2", 11, of_comune(accepted("A", 6, "six"), "016024"), kOtherComune, "second");
  request.records.push_back(of_comune(accepted("B", 6, "six"), "016198"));
  request.last = false;
  apply_now(this->store(), request);
  request.first = false;
  request.last = true;
  apply_now(this->store(), request);
  const auto day = base::local_date(at(11));
  EXPECT_EQ(this->store().refusals("second", day), 4u);
  EXPECT_EQ(this->store().refusals("isola", day), 0u);
  this->reopen();
  EXPECT_EQ(this->store().refusals("second", day), 4u);
  EXPECT_EQ(this->store().refusals("second", base::local_date({at(11).micros + 2 * kDay})), 0u);
  const auto told = this->store().audit().list({}, 10, "").items;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].event.action, "records.refuse");
  EXPECT_EQ(told[0].event.actor, "second");
  EXPECT_EQ(told[0].event.details.at("records"), "4");
}

/// A body that was received and waits to be processed.
inline SubmissionRow waiting_body(CaseStore& store, const std::string& id, std::int64_t received) {
  auto row = submission_row(id, received);
  row.state = model::SubmissionState::received;
  row.spool = "spool-" + id;
  await<bool>([&](auto done) { store.put_submission(row, std::nullopt, done); });
  return row;
}

inline AppliedRecord process_body(CaseStore& store, SubmissionRow row, PreparedRecord record) {
  ApplyRequest request;
  row.state = model::SubmissionState::completed;
  request.submission = row;
  request.records = {std::move(record)};
  request.first = false;
  return apply_now(store, request).at(0);
}

TYPED_TEST_P(OwnershipContract, ErasedRecordIsNotRestoredByASpooledBody) {
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::nothing);
  const auto body = waiting_body(this->store(), "S1", 10);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::later);
  this->reopen();
  const auto applied = process_body(this->store(), body, of_comune(accepted("A", 5, "five"), "016198"));
  EXPECT_EQ(applied.outcome, model::Outcome::rejected);
  EXPECT_EQ(codes_of(applied.issues), std::vector{model::IssueCode::erased_meanwhile});
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  const auto told = this->store().issues("S1", 10, "").items;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].record_id, "");
  EXPECT_EQ(this->store().snapshot().persons.size(), 0u);
  // What is received afterwards is stored.
  EXPECT_EQ(
      send_as(this->store(), "S2", 20, of_comune(accepted("A", 5, "five"), "016198"), kOneComune).outcome,
      model::Outcome::accepted);
}

TYPED_TEST_P(OwnershipContract, ErasureCoversOnlyTheComuniOfTheClient) {
  const auto body = waiting_body(this->store(), "S1", 10);
  EXPECT_EQ(erase_now(this->store(), "A", {kOtherComune, "x", ""}), Erased::later);
  EXPECT_EQ(process_body(this->store(), body, of_comune(accepted("A", 5, "five"), "016198")).outcome,
            model::Outcome::accepted);
}

TYPED_TEST_P(OwnershipContract, ErasedPersonIsNotRestoredByASpooledBody) {
  const auto body = waiting_body(this->store(), "S1", 10);
  const auto erased = await<SubjectErasure>([&](auto done) {
    this->store().held().erase_person({digest_of("p2")}, act("subject.erase", "request-1"), done);
  });
  EXPECT_EQ(erased.records, 0u);
  EXPECT_EQ(erased.open_submissions, 1u);
  EXPECT_EQ(process_body(this->store(), body, of_comune(accepted("A", 5, "five"), "016198", "p2")).outcome,
            model::Outcome::rejected);
  EXPECT_EQ(this->store().snapshot().persons.size(), 0u);
}

REGISTER_TYPED_TEST_SUITE_P(OwnershipContract, SendingsOfAnotherComuneChangeNothingAndGetTheSameMessage,
                            WrongComuneInARejectedSendingDoesNotBlockTheOwner, RejectedSendingsDoNotOwnTheId,
                            RecordWithoutComuneIsShownToItsSenderOnly, ChangingTheOwnerNeedsBothComuni,
                            OwnerOfTheWaitingContentDoesNotReplaceThatOfTheAcceptedOne,
                            ComuneAndPersonChangedAtOnceWaitBesideTheStoredRecord,
                            ChangeOfPersonOnlyIsAcceptedWithAWarningAndAudited,
                            OwnerIsPartOfTheKeyWithPerOwner,
                            RefusalsAreCountedPerDayAndAuditedOncePerDocument,
                            ErasedRecordIsNotRestoredByASpooledBody, ErasureCoversOnlyTheComuniOfTheClient,
                            ErasedPersonIsNotRestoredByASpooledBody);

}  // namespace raccordo::store
