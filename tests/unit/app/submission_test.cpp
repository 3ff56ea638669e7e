// Submissions from the view of senders, with a store in which every call fails in turn: every document
// answered 201 or 202 is stored completely, and a sender without an answer sends again under the same key and
// is served once.
#include "app/http/submission.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "app/http/submission_answer.hpp"
#include "app/http/submission_order.hpp"
#include "app/http/submission_sink.hpp"
#include "app/service/background.hpp"
#include "unit/app/service_scene.hpp"

namespace raccordo::app {
namespace {

using model::SubmissionState;

constexpr int kMapped = 3, kWaiting = 2;

class PostScene : public ServiceScene {
 public:
  void run() {
    const auto answer = submit(document_, "key-1");
    if (answer.status != 201) {
      EXPECT_TRUE(answer.status == 503 || answer.status == 500) << answer.status << answer.body;
      EXPECT_EQ(answer.body.find("planned"), std::string::npos) << "a text of the store is shown";
      throw base::SystemFault("not answered 201");
    }
    receipt_ = json(answer)["id"].GetString();
  }
  void check_interrupted() {
    store().flush();
    for (const auto& row : store().submissions("", 10, "").items) {
      if (row.state != SubmissionState::completed) continue;
      EXPECT_EQ(row.counts.received, kMapped + kWaiting);
    }
    EXPECT_TRUE(accepted() == 0 || accepted() == kMapped);
  }
  void check_end() {
    EXPECT_EQ(store().submission(receipt_)->state, SubmissionState::completed);
    EXPECT_EQ(accepted(), kMapped);
    EXPECT_EQ(waiting(), kWaiting);
    std::size_t completed = 0;
    for (const auto& row : store().submissions("", 10, "").items) {
      completed += row.state == SubmissionState::completed;
    }
    EXPECT_EQ(completed, 1u) << "one key, two submissions";
    const auto again = submit(document_, "key-1");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(json(again)["id"].GetString(), receipt_);
    EXPECT_EQ(code(submit(isola_document(1), "key-1")), "idempotency-mismatch");
  }

 private:
  const std::string document_ = isola_document(kMapped, kWaiting);
  std::string receipt_;
};

TEST(Submission, ServesAKeyOnceWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(4, [] { return std::make_unique<PostScene>(); });
}

/// The sender asks for 202; the body is processed in the background, over as many starts as needed.
class BackgroundScene : public ServiceScene {
 public:
  void run() {
    if (began_) restart();  // background work ends with its program
    if (taken_.empty()) {
      const auto answer = submit(document_, "key-1", {{"prefer", "respond-async"}});
      if (answer.status != 202) throw base::SystemFault("not answered 202");
      taken_ = json(answer)["id"].GetString();
    }
    began_ = true;
    auto& background = service().background;
    background.start();
    while (background.waiting() > 0 && !plan().has_struck()) std::this_thread::yield();
    finish(background);
    if (model::is_open(store().submission(taken_)->state)) throw base::SystemFault("not worked off");
  }
  void check_interrupted() {
    store().flush();
    if (taken_.empty()) return;
    const auto row = store().submission(taken_);
    ASSERT_TRUE(row) << "a submission that was answered 202 is lost";
    EXPECT_TRUE(model::is_open(row->state) || row->state == SubmissionState::completed);
    if (model::is_open(row->state)) {
      EXPECT_THAT(service().spool.list(), testing::Contains(row->spool)) << "its body is lost";
    }
  }
  void check_end() {
    const auto row = store().submission(taken_).value();
    EXPECT_EQ(row.state, SubmissionState::completed);
    EXPECT_EQ(row.counts.accepted, kMapped);
    EXPECT_EQ(row.counts.quarantined, kWaiting);
    EXPECT_EQ(row.counts.unchanged, 0u);
    EXPECT_EQ(accepted(), kMapped);
    EXPECT_EQ(waiting(), kWaiting);
    restart();
    service().background.start();  // deletes spooled bodies that are no longer needed
    service().background.stop();
    EXPECT_THAT(service().spool.list(), testing::IsEmpty());
  }

 private:
  /// After a fault the next start makes the second attempt: this one would pause first.
  void finish(Background& background) {
    if (!plan().has_struck()) {
      while (background.waiting() > 0) std::this_thread::yield();
    }
    background.stop();
  }
  const std::string document_ = isola_document(kMapped, kWaiting);
  std::string taken_;
  bool began_ = false;
};

TEST(Background, WorksOffWhatWasTakenInWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(5, [] { return std::make_unique<BackgroundScene>(); });
}

class SubmissionTest : public testing::Test, protected ServiceScene {};

TEST_F(SubmissionTest, ADryRunIsAnswered200AndStoresNothing) {
  const auto answer = ask("isola", "POST", "/v1/sources/isola-bergamasca/submissions?dry_run=true",
                          isola_document(1, 1), {{"content-type", "application/json"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(json(answer)["dry_run"].GetBool());
  EXPECT_EQ(accepted() + waiting(), 0u);
}

TEST_F(SubmissionTest, ADocumentWithoutARecordGivesItsKeyBack) {
  EXPECT_EQ(submit("{", "key-1").status, 400);
  EXPECT_EQ(submit(isola_document(1), "key-1").status, 201);
}

TEST_F(SubmissionTest, IsRefusedByItsHeadBeforeItsBodyIsRead) {
  const auto target = "/v1/sources/isola-bergamasca/submissions";
  EXPECT_EQ(ask("isola", "POST", target, "x", {{"content-type", "image/png"}}).status, 415);
  EXPECT_EQ(ask("ats", "POST", target, "x", {{"content-type", "application/json"}}).status, 403);
  EXPECT_EQ(
      ask("isola", "POST", "/v1/sources/bergamo/submissions", "x", {{"content-type", "text/csv"}}).status,
      403);
  EXPECT_EQ(ask("", "POST", target, "x").status, 401);
  EXPECT_EQ(code(ask("stranger", "POST", target, "x")), "unknown-client");
  EXPECT_EQ(accepted() + waiting(), 0u);
}

TEST_F(SubmissionTest, AReceiptIsFoundAgainWithItsIssuesPageByPage) {
  const auto id = std::string(json(submit(isola_document(0, 3)))["id"].GetString());
  EXPECT_EQ(get("/v1/submissions/" + id, "isola").status, 200);
  const auto first = json(get("/v1/submissions/" + id + "/issues?limit=2", "isola"));
  ASSERT_EQ(first["items"].Size(), 2u);
  const auto rest =
      json(get("/v1/submissions/" + id + "/issues?limit=2&cursor=" + first["next"].GetString(), "isola"));
  EXPECT_EQ(rest["items"].Size(), 1u);
  EXPECT_TRUE(rest["next"].IsNull());
  EXPECT_EQ(code(get("/v1/submissions/" + id + "/issues?cursor=x", "isola")), "bad-request");
  EXPECT_EQ(json(get("/v1/submissions", "isola"))["items"].Size(), 1u);
}

}  // namespace
}  // namespace raccordo::app
