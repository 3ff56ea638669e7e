// From a document to its receipt, with a store in which every call fails in turn: acknowledged records are
// stored, and sending again completes the document. Records settle once, however often a spooled body is
// started.
#include "app/ingest/document_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/ingest/body_work.hpp"
#include "app/ingest/spool_source.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using model::SubmissionState;

std::vector<std::uint64_t> numbers(const model::Counts& counts) {
  return {counts.received, counts.accepted, counts.unchanged, counts.quarantined, counts.rejected};
}

constexpr int kMapped = 150, kWaiting = 20;  // three pieces of 64 records at most

/// A sender that sends its document again, as another submission, until it receives a receipt.
class SenderScene : public Scene {
 public:
  void run() {
    while (!receipt_) {
      const auto id = "S" + std::to_string(++sent_);
      const auto job = isola_job(home_, clock_, id);
      codecs::MemorySource input(document_);
      receipt_ = run_document_and_wait(job, input).receipt;
    }
  }
  void check_interrupted() {
    store().flush();
    EXPECT_FALSE(receipt_);
    const auto row = store().submission("S1");
    EXPECT_LE(accepted() + waiting(), kMapped + kWaiting);
    if (!row || row->state != SubmissionState::completed) return;
    EXPECT_EQ(row->counts.received, kMapped + kWaiting) << "reported COMPLETED without all of its records";
  }
  void check_end() {
    ASSERT_TRUE(receipt_);
    EXPECT_EQ(receipt_->state, SubmissionState::completed);
    EXPECT_EQ(receipt_->counts.received, kMapped + kWaiting);
    EXPECT_EQ(receipt_->counts.rejected, 0u);
    const auto row = store().submission(receipt_->id);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->state, SubmissionState::completed);
    EXPECT_EQ(numbers(row->counts), numbers(receipt_->counts));
    EXPECT_EQ(accepted(), kMapped);
    EXPECT_EQ(waiting(), kWaiting);
    std::set<std::string> ids;
    for (const auto& record : store().records(kIsola, {}, 1000, "").items) ids.insert(record.record_id);
    EXPECT_EQ(ids.size(), kMapped + kWaiting);
  }

 private:
  const std::string document_ = isola_document(kMapped, kWaiting);
  int sent_ = 0;
  std::optional<model::Receipt> receipt_;
};

TEST(DocumentRun, AcknowledgesOnlyStoredRecordsWhicheverCallFails) {
  support::fail_everywhere(3, [] { return std::make_unique<SenderScene>(); });
}

/// A spooled body that is started again until its submission has ended.
class BodyScene : public Scene {
 public:
  BodyScene() : spool_(folder_.path() / "spool", spool_seal(home_.keys->sealer), {.reserve = 0}) {
    auto body = spool_.create(clock_.now(), "isola");
    body.write(isola_document(kMapped, kWaiting));
    body.commit();
    auto row = isola_job(home_, clock_, "S1").submission;
    row.state = SubmissionState::received;
    row.spool = body.id();
    row.format = "json";
    wait_for<bool>([&](store::Done<bool> done) { store().put_submission(row, {}, std::move(done)); });
  }
  void run() {
    const auto row = store().submission("S1");
    if (!model::is_open(row->state)) return;
    const auto outcome = process_body({store(), spool_, home_.tables, home_.keys, clock_, progress_}, *row);
    if (outcome.end == BodyEnd::done) return;
    EXPECT_EQ(outcome.end, BodyEnd::waits) << "a fault of the store counts against the body";
    throw base::SystemFault(outcome.reason);
  }
  void check_interrupted() {
    store().flush();
    const auto row = store().submission("S1").value();
    const bool completed = row.state == SubmissionState::completed;  // only its answer was lost
    EXPECT_EQ(row.spool.empty(), completed) << "the body of an open submission is missing";
    EXPECT_EQ(row.counts.received, accepted() + waiting()) << "counts and records differ";
  }
  void check_end() {
    const auto row = store().submission("S1").value();
    EXPECT_EQ(row.state, SubmissionState::completed);
    EXPECT_EQ(row.counts.received, kMapped + kWaiting);
    EXPECT_EQ(row.counts.accepted, kMapped);
    EXPECT_EQ(row.counts.quarantined, kWaiting);
    EXPECT_EQ(row.counts.unchanged, 0u) << "a piece was settled twice";
    EXPECT_EQ(accepted(), kMapped);
    EXPECT_EQ(waiting(), kWaiting);
  }

 private:
  intake::Spool spool_;
  std::atomic<std::uint64_t> progress_{0};
};

TEST(BodyWork, SettlesEachRecordOnceWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(4, [] { return std::make_unique<BodyScene>(); });
}

class DocumentRunTest : public testing::Test, protected Scene {
 protected:
  DocumentResult send(const std::string& document,
                      model::DocumentFormat format = model::DocumentFormat::json) {
    auto job = isola_job(home_, clock_, "S1");
    job.format = format;
    codecs::MemorySource input(document);
    return run_document_and_wait(job, input);
  }
};

TEST_F(DocumentRunTest, StoresNothingForADocumentWithoutRecords) {
  const auto result = send("{\"cartelle\": nothing");
  ASSERT_TRUE(result.broken);
  EXPECT_EQ(result.receipt.state, SubmissionState::failed);
  EXPECT_FALSE(store().submission("S1"));
}

TEST_F(DocumentRunTest, StoresTheRecordsBeforeAFramingErrorAndReportsItsPlace) {
  const auto whole = isola_document(3);
  const auto result = send(whole.substr(0, whole.size() - 10));
  EXPECT_EQ(result.receipt.state, SubmissionState::truncated);
  ASSERT_TRUE(result.broken);
  EXPECT_EQ(result.broken->code, model::IssueCode::truncated_document);
  EXPECT_EQ(result.receipt.counts.accepted, 2u);
  EXPECT_EQ(store().submission("S1")->state, SubmissionState::truncated);
  EXPECT_EQ(store().issues("S1", 10, "").items.size(), 1u);
}

TEST_F(DocumentRunTest, ADryRunAnswersAsTheRealOneAndLeavesNoTrace) {
  auto job = isola_job(home_, clock_, "S1");
  job.store = nullptr;
  const auto document = isola_document(2, 1);
  codecs::MemorySource input(document);
  const auto dry = run_document_and_wait(job, input).receipt;
  EXPECT_TRUE(dry.dry_run);
  EXPECT_EQ(dry.id, "");
  EXPECT_EQ(accepted() + waiting(), 0u);
  const auto real = send(document).receipt;
  EXPECT_EQ(numbers(dry.counts), numbers(real.counts));
  EXPECT_EQ(dry.issues.size(), real.issues.size());
}

TEST_F(DocumentRunTest, ASecondRecordWithTheSameIdIsRejectedUnlessTheFirstWasRejected) {
  const auto result = send("{\"cartelle\":[" + case_of(1) + "," + case_of(1) + "]}");
  EXPECT_EQ(result.receipt.counts.accepted, 1u);
  EXPECT_EQ(result.receipt.counts.rejected, 1u);
  ASSERT_EQ(result.receipt.issues.size(), 1u);
  EXPECT_EQ(result.receipt.issues[0].code, model::IssueCode::duplicate_record);
  EXPECT_EQ(result.receipt.issues[0].record, 2u);
}

TEST_F(DocumentRunTest, UnmappedCodesRejectWhereTheSenderAskedForIt) {
  auto job = isola_job(home_, clock_, "S1");
  job.on_unmapped = model::OnUnmapped::reject;
  const auto document = isola_document(1, 1);
  codecs::MemorySource input(document);
  const auto receipt = run_document_and_wait(job, input).receipt;
  EXPECT_EQ(receipt.counts.accepted, 1u);
  EXPECT_EQ(receipt.counts.rejected, 1u);
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(DocumentRunTest, ABodyOfARemovedClientOrSourceIsReportedAsSuch) {
  auto row = isola_job(home_, clock_, "S1").submission;
  EXPECT_EQ(missing_for(*home_.tables, row), "");
  row.source = "nowhere";
  EXPECT_EQ(missing_for(*home_.tables, row), kWaitsForSource);
  row.client = "nobody";
  EXPECT_EQ(missing_for(*home_.tables, row), kWaitsForClient);
}

TEST_F(DocumentRunTest, ALostBodyIsDistinguishedFromABrokenStore) {
  const intake::Spool spool(folder_.path() / "spool", spool_seal(home_.keys->sealer), {.reserve = 0});
  std::atomic<std::uint64_t> progress{0};
  auto row = isola_job(home_, clock_, "S1").submission;
  row.spool = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  row.format = "json";
  const auto outcome = process_body({store(), spool, home_.tables, home_.keys, clock_, progress}, row);
  EXPECT_EQ(outcome.end, BodyEnd::lost);
}

}  // namespace
}  // namespace raccordo::app
