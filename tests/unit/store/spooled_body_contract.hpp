// Contract of SpooledBodies: submissions whose bodies wait for background work.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class SpooledBodyContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(SpooledBodyContract);

TYPED_TEST_P(SpooledBodyContract, SpooledSubmissionIsFoundAfterReopening) {
  auto row = submission_row("S1", 10);
  row.state = model::SubmissionState::processing;
  row.spool = "S1.sealed";
  row.format = "ndjson";
  row.reject_unmapped = true;
  await<bool>([&](auto done) { this->store().put_submission(row, {}, done); });
  this->reopen();
  const auto found = this->store().unfinished();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].format, "ndjson");
  EXPECT_TRUE(found[0].reject_unmapped);
  EXPECT_EQ(found[0].client, "isola");
  row.spool.clear();
  row.state = model::SubmissionState::failed;
  await<bool>([&](auto done) { this->store().put_submission(row, {}, done); });
  EXPECT_TRUE(this->store().unfinished().empty());
  EXPECT_EQ(this->store().submission("S1")->state, model::SubmissionState::failed);
}

TYPED_TEST_P(SpooledBodyContract, SetAsideBodyIsKeptAndReadyForRetry) {
  auto row = submission_row("S1", 10);
  row.state = model::SubmissionState::received;
  row.spool = "S1.sealed";
  await<bool>([&](auto done) { this->store().put_submission(row, {}, done); });
  const auto noted = [&](const BodyNote& note) {
    return await<bool>([&](auto done) { this->store().note_body(note, done); });
  };
  EXPECT_TRUE(noted({"S1", model::SubmissionState::processing, 1, "", {}, {}}));
  this->reopen();
  EXPECT_EQ(this->store().unfinished().at(0).attempts, 1);
  EXPECT_TRUE(noted({"S1", model::SubmissionState::waiting, 1, "client-missing", {}, {}}));
  EXPECT_EQ(this->store().submission("S1")->waits_for, "client-missing");
  EXPECT_EQ(this->store().unfinished().size(), 1u);
  BodyNote aside{"S1",
                 model::SubmissionState::failed,
                 2,
                 "",
                 issue_of(model::IssueCode::processing_failed),
                 act("submission.set-aside", "S1")};
  EXPECT_TRUE(noted(aside));
  EXPECT_TRUE(this->store().unfinished().empty());
  EXPECT_EQ(this->store().with_body().at(0).spool, "S1.sealed");
  EXPECT_EQ(this->store().issues("S1", 10, "").items.at(0).code, model::IssueCode::processing_failed);
  EXPECT_EQ(this->store().audit().head().seq, 1);
  EXPECT_TRUE(noted({"S1", model::SubmissionState::received, 2, "", {}, {}}));
  EXPECT_TRUE(this->store().issues("S1", 10, "").items.empty());
  EXPECT_EQ(this->store().unfinished().at(0).id, "S1");
  ApplyRequest last;
  last.submission = row;
  last.submission.state = model::SubmissionState::completed;
  last.first = false;
  apply_now(this->store(), last);
  EXPECT_FALSE(noted({"S1", model::SubmissionState::waiting, 1, "", {}, {}})) << "it has ended";
  EXPECT_EQ(this->store().submission("S1")->state, model::SubmissionState::completed);
}

TYPED_TEST_P(SpooledBodyContract, BodySetAsideIsKeptAsLongAsSubmissionsAre) {
  auto row = submission_row("S1", 10);
  row.state = model::SubmissionState::failed;
  row.spool = "S1.sealed";
  await<bool>([&](auto done) { this->store().put_submission(row, {}, done); });
  row.id = "S2";
  row.state = model::SubmissionState::waiting;
  await<bool>([&](auto done) { this->store().put_submission(row, {}, done); });
  this->retain({at(-1), at(10), at(-1), {1900, 1, 1}});
  EXPECT_TRUE(this->store().submission("S1"));
  this->retain({at(-1), at(11), at(-1), {1900, 1, 1}});
  EXPECT_FALSE(this->store().submission("S1"));
  EXPECT_TRUE(this->store().submission("S2")) << "an unprocessed body is never dropped";
}

REGISTER_TYPED_TEST_SUITE_P(SpooledBodyContract, SpooledSubmissionIsFoundAfterReopening,
                            SetAsideBodyIsKeptAndReadyForRetry, BodySetAsideIsKeptAsLongAsSubmissionsAre);

}  // namespace raccordo::store
