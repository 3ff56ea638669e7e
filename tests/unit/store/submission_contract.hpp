// Contract of Submissions: records applied, receipts, issues.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

TYPED_TEST_P(SubmissionContract, CountsAreBySettledOutcome) {
  this->send(accepted("A", 5, "five"), "S0", 1);
  const auto applied =
      apply_now(this->store(), submission_row("S1", 10),
                {accepted("A", 5, "five"), accepted("B", 1, "b"), waiting("C", 1, "c"), rejected("D", 1)});
  ASSERT_EQ(applied.size(), 4u);
  const auto row = this->store().submission("S1").value();
  EXPECT_EQ(row.counts.received, 4u);
  EXPECT_EQ(row.counts.accepted, 1u);
  EXPECT_EQ(row.counts.unchanged, 1u);
  EXPECT_EQ(row.counts.quarantined, 1u);
  EXPECT_EQ(row.counts.rejected, 1u);
  EXPECT_EQ(row.mapping_versions, (std::map<std::string, std::int32_t>{{"area", 3}, {"intervention", 7}}));
  EXPECT_EQ(row.state, model::SubmissionState::completed);
  EXPECT_FALSE(this->store().submission("unknown"));
}

TYPED_TEST_P(SubmissionContract, PiecesAddUpAndTheLastOneSetsTheState) {
  ApplyRequest piece;
  piece.submission = submission_row("S1", 10);
  piece.submission.spool = "S1.sealed";
  piece.records = {accepted("A", 1, "a"), rejected("B", 1)};
  piece.last = false;
  apply_now(this->store(), piece);
  EXPECT_EQ(this->store().submission("S1")->state, model::SubmissionState::processing);
  EXPECT_EQ(this->store().unfinished().at(0).spool, "S1.sealed");
  piece.first = false;
  piece.last = true;
  piece.submission.state = model::SubmissionState::truncated;
  piece.records = {rejected("C", 1)};
  apply_now(this->store(), piece);
  const auto row = this->store().submission("S1").value();
  EXPECT_EQ(row.state, model::SubmissionState::truncated);
  EXPECT_EQ(row.counts.received, 3u);
  EXPECT_EQ(row.counts.rejected, 2u);
  EXPECT_EQ(row.issues, 2u);
  EXPECT_TRUE(this->store().unfinished().empty());
}

TYPED_TEST_P(SubmissionContract, ProcessingAgainAfterACrashGivesTheSameReceipt) {
  ApplyRequest piece;
  piece.submission = submission_row("S1", 10);
  piece.records = {accepted("A", 1, "a"), waiting("B", 1, "b"), rejected("C", 1)};
  piece.records[1].number = 2;
  piece.records[2].number = 3;
  piece.last = false;
  apply_now(this->store(), piece);
  this->reopen();
  piece.last = true;
  apply_now(this->store(), piece);
  const auto row = this->store().submission("S1").value();
  EXPECT_EQ(row.counts.received, 3u);
  EXPECT_EQ(row.counts.accepted, 1u);
  EXPECT_EQ(row.counts.unchanged, 0u);
  EXPECT_EQ(row.counts.quarantined, 1u);
  EXPECT_EQ(this->store().issues("S1", 10, "").items.size(), 2u);
}

TYPED_TEST_P(SubmissionContract, IssuesOfTheDocumentItselfAreNotCounted) {
  auto whole = rejected("", 0);
  whole.number = 0;
  apply_now(this->store(), submission_row("S1", 1), {accepted("A", 1, "a"), whole});
  EXPECT_EQ(this->counts("S1").received, 1u);
  EXPECT_EQ(this->counts("S1").rejected, 0u);
  EXPECT_EQ(this->store().issues("S1", 10, "").items.size(), 1u);
}

TYPED_TEST_P(SubmissionContract, LostFramingIsAnIssueOfTheDocument) {
  ApplyRequest request;
  request.submission = submission_row("S1", 1);
  request.records = {accepted("A", 1, "a")};
  request.document_issue = issue_of(model::IssueCode::truncated_document);
  apply_now(this->store(), request);
  EXPECT_EQ(this->counts("S1").received, 1u);
  const auto issues = this->store().issues("S1", 10, "").items;
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].record, 0u);
  EXPECT_EQ(issues[0].code, model::IssueCode::truncated_document);
}

TYPED_TEST_P(SubmissionContract, RecoveryFailsUnansweredSubmissionsAndFreesTheirKeys) {
  const auto put = [&](const char* id, const char* client, const char* spool,
                       std::optional<std::string> key) {
    auto row = submission_row(id, 1);
    row.client = client;
    row.spool = spool;
    row.state = model::SubmissionState::processing;
    await<bool>([&](auto done) { this->store().put_submission(row, key, done); });
  };
  const auto reserve = [&](const char* key) {
    return await<std::optional<IdempotencyRow>>([&](auto done) {
      this->store().reserve_key("isola", "isola-bergamasca", key, digest_of("b"), at(1), done);
    });
  };
  reserve("open");
  reserve("bound");
  put("S1", "isola", "", {});
  put("S2", "isola", "S2.sealed", "bound");
  put("S3", "cli:anna", "", {});
  this->reopen();
  await<bool>([&](auto done) { this->store().recover(done); });
  EXPECT_EQ(this->store().submission("S1")->state, model::SubmissionState::failed);
  EXPECT_EQ(this->store().submission("S2")->state, model::SubmissionState::processing);
  EXPECT_EQ(this->store().submission("S3")->state, model::SubmissionState::processing);
  EXPECT_FALSE(reserve("open"));
  EXPECT_EQ(reserve("bound")->submission, "S2");
  EXPECT_EQ(reserve("bound")->status, 202);
}

TYPED_TEST_P(SubmissionContract, PieceOfAnUnknownSubmissionFailsAlone) {
  ApplyRequest piece;
  piece.submission = submission_row("S1", 10);
  piece.first = false;
  EXPECT_THROW(apply_now(this->store(), piece), base::SystemFault);
  EXPECT_EQ(this->send(accepted("A", 1, "a"), "S2", 1).outcome, model::Outcome::accepted);
}

TYPED_TEST_P(SubmissionContract, ListsNewestFirstByClient) {
  for (int i = 0; i < 3; ++i) this->send(accepted("A", i, "c"), "S" + std::to_string(i), i);
  auto other = submission_row("T", 9);
  other.client = "treviglio";
  apply_now(this->store(), other, {});
  const auto first = this->store().submissions("isola", 2, "");
  ASSERT_EQ(first.items.size(), 2u);
  EXPECT_EQ(first.items[0].id, "S2");
  const auto second = this->store().submissions("isola", 2, first.next);
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].id, "S0");
  EXPECT_EQ(this->store().submissions("", 10, "").items.size(), 4u);
  EXPECT_TRUE(this->store().submissions("nobody", 10, "").items.empty());
}

TYPED_TEST_P(SubmissionContract, IssuesAreListedInPagesWithAllMembers) {
  apply_now(this->store(), submission_row("S1", 1), {rejected("A", 1), rejected("B", 1), rejected("C", 1)});
  const auto first = this->store().issues("S1", 2, "");
  ASSERT_EQ(first.items.size(), 2u);
  const auto second = this->store().issues("S1", 2, first.next);
  ASSERT_EQ(second.items.size(), 1u);
  const auto& issue = second.items[0];
  const auto expected = issue_of(model::IssueCode::bad_date);
  EXPECT_EQ(issue.record, 1u);
  EXPECT_EQ(issue.outcome, model::Outcome::rejected);
  EXPECT_EQ(issue.severity, model::Severity::error);
  EXPECT_EQ(issue.field, expected.field);
  EXPECT_EQ(issue.table, expected.table);
  EXPECT_EQ(issue.value, expected.value);
  EXPECT_EQ(issue.at.kind, model::Place::Kind::json);
  EXPECT_EQ(issue.message, expected.message);
  EXPECT_EQ(issue.suggestions.at(0).label, "Assistenza domiciliare");
  EXPECT_EQ(second.next, "");
}

TYPED_TEST_P(SubmissionContract, IssuesBeyondTheLimitAreCountedExceptThoseOfWaitingRecords) {
  auto flood = rejected("A", 1);
  flood.issues.assign(kIssuesKept - 1, flood.issues[0]);
  auto one = rejected("B", 1);
  auto late = rejected("C", 1);
  apply_now(this->store(), submission_row("S1", 1), {flood, one});
  EXPECT_EQ(this->store().submission("S1")->issues, kIssuesKept);
  EXPECT_EQ(this->store().submission("S1")->issues_dropped, 0u);
  apply_now(this->store(), submission_row("S2", 1), {flood, one, late, waiting("D", 1, "d")});
  EXPECT_EQ(this->store().submission("S2")->issues, kIssuesKept + 1);
  EXPECT_EQ(this->store().submission("S2")->issues_dropped, 1u);
  EXPECT_EQ(this->state("D").issues.size(), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(SubmissionContract, CountsAreBySettledOutcome,
                            PiecesAddUpAndTheLastOneSetsTheState,
                            ProcessingAgainAfterACrashGivesTheSameReceipt,
                            IssuesOfTheDocumentItselfAreNotCounted, LostFramingIsAnIssueOfTheDocument,
                            RecoveryFailsUnansweredSubmissionsAndFreesTheirKeys,
                            PieceOfAnUnknownSubmissionFailsAlone, ListsNewestFirstByClient,
                            IssuesAreListedInPagesWithAllMembers,
                            IssuesBeyondTheLimitAreCountedExceptThoseOfWaitingRecords);

}  // namespace raccordo::store
