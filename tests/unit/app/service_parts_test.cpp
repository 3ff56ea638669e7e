// The gateway's own work: health, housekeeping, leases, reloaded files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/main/end_signals.hpp"
#include "app/main/reload.hpp"
#include "app/releases/release_order.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/tables_in_force.hpp"
#include "app/service/failure_log.hpp"
#include "app/service/gauges.hpp"
#include "app/service/health.hpp"
#include "app/service/housekeeping.hpp"
#include "app/service/lease_heartbeat.hpp"
#include "app/service/metrics.hpp"
#include "app/service/reload_note.hpp"
#include "app/service/replay_thread.hpp"
#include "app/service/stored_gauges.hpp"
#include "support/faulty_keeping.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/service_scene.hpp"
#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

using support::StoreFault;
using testing::HasSubstr;

class ServicePartsTest : public testing::Test, protected ServiceScene {
 protected:
  store::ReleaseRow running_release() {
    return *order_release(store(), service().config(), {"2017", "", "ats"}, clock_);
  }
};

TEST_F(ServicePartsTest, HealthTellsAStoreThatFailsAndThatItIsWellAgain) {
  plan().fail_at(1, StoreFault::undone);
  {
    Health health(store().care(), clock_);
    health.start();
    EXPECT_EQ(health.report().failing, "store");
    EXPECT_THAT(health.report().detail, HasSubstr("log says why"));
  }
  plan().repair();
  Health health(store().care(), clock_);
  health.start();
  EXPECT_EQ(health.report().failing, "");
  EXPECT_EQ(health.report().checked, clock_.now());
  EXPECT_GT(health.report().free_bytes, 0u);
}

/// The care of a database that answers and does not do what it is asked.
class TroubledCare final : public store::FaultyStoreCare {
 public:
  TroubledCare(store::StoreCare& inner, support::FaultPlan& plan) : FaultyStoreCare(inner, plan) {}
  store::StoreMedium medium() const override { return store::StoreMedium::server; }
  std::optional<store::StoreTrouble> trouble() const override { return trouble_; }
  std::optional<store::StoreTrouble> trouble_;
};

TEST_F(ServicePartsTest, HealthTellsWhatADatabaseDidNotDoThoughItAnswers) {
  support::FaultPlan none;
  TroubledCare care(store().care(), none);
  Health health(care, clock_);
  health.start();
  EXPECT_EQ(health.report().failing, "");
  for (const auto& [trouble, words] : {std::pair{store::StoreTrouble::full, "The database has no room left"},
                                       {store::StoreTrouble::refused, "a right of its role"},
                                       {store::StoreTrouble::blocked, "another session holds a lock"}}) {
    care.trouble_ = trouble;
    EXPECT_EQ(health.report().failing, "store");
    EXPECT_THAT(health.report().detail, HasSubstr(words));
  }
  care.trouble_.reset();
  EXPECT_EQ(health.report().failing, "");
}

TEST(ReloadNote, IsReadAsItWasWritten) {
  const support::ScratchFolder folder;
  const auto file = reload_note_of(folder.path() / "raccordo.db");
  EXPECT_FALSE(read_note(file));
  const ReloadNote refused{"host/boot/pid:[1]/7/8", {12'345'678}, ReloadState::refused, 0, 0, 0,
                           "clients.yaml:3: wrong"};
  write_note(file, refused);
  EXPECT_EQ(read_note(file), refused);
  auto done = refused;
  done.state = ReloadState::reloaded;
  done.clients = 4;
  done.reason = "";
  write_note(file, done);
  EXPECT_EQ(read_note(file), done);
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
  std::ofstream(file) << "something else\n";
  EXPECT_FALSE(read_note(file));
}

TEST(FailureLog, SpeaksAtTheBeginningThenLessAndLessAndAtTheEnd) {
  FailureLog log("test-failed");
  const std::runtime_error error("the store is away");
  const std::chrono::steady_clock::time_point begin{};
  std::vector<std::int64_t> told;
  for (std::int64_t second = 0; second < 4 * 3600; ++second)
    if (log.failed(error, begin + std::chrono::seconds(second))) told.push_back(second);
  EXPECT_THAT(told, testing::ElementsAre(0, 60, 180, 420, 900, 1860, 3780, 7380, 10980));
  log.worked();
  EXPECT_TRUE(log.failed(error, begin)) << "another failure begins";
}

TEST_F(ServicePartsTest, GaugesOfTheStoreAreTheLastOnesWhileItFails) {
  const support::FixedClock later("2026-11-22T09:00:00Z");
  StoredGaugesReader reader(store(), service().certificates, later);
  EXPECT_EQ(reader.read().stuck_bodies, 0u);
  auto row = isola_job(home_, clock_, "S1").submission;
  row.state = model::SubmissionState::received;
  row.spool = "S1.sealed";
  wait_for<bool>([&](store::Done<bool> done) { store().put_submission(row, {}, std::move(done)); });
  EXPECT_EQ(reader.read().stuck_bodies, 1u);
  plan().fail_at(1, StoreFault::undone);
  EXPECT_EQ(reader.read().stuck_bodies, 1u);
  EXPECT_TRUE(plan().has_struck());
  plan().repair();
}

TEST_F(ServicePartsTest, WorkOfProgramsThatAreGoneIsGivenUp) {
  const auto release = running_release();
  auto row = isola_job(home_, clock_, "S1").submission;
  row.client = "cli:anna";
  store::ApplyRequest request;
  request.submission = row;
  request.last = false;
  wait_for<std::vector<store::AppliedRecord>>(
      [&](store::Done<std::vector<store::AppliedRecord>> done) { store().apply(request, std::move(done)); });
  give_up_abandoned_work(store(), clock_);
  EXPECT_EQ(store().release(release.id)->state, "RUNNING") << "its program runs: this one";
  EXPECT_EQ(store().submission("S1")->state, model::SubmissionState::processing);
  store::leave_behind(file());
  give_up_abandoned_work(store(), clock_);
  EXPECT_EQ(store().release(release.id)->state, "REFUSED");
  EXPECT_EQ(store().submission("S1")->state, model::SubmissionState::failed);
}

TEST_F(ServicePartsTest, AReleaseThatCouldNotBeRefusedIsRefusedLater) {
  const auto release = running_release();
  service().housekeeping.refuse_later(release);
  service().housekeeping.start();
  while (store().release(release.id)->state == "RUNNING") std::this_thread::yield();
  service().housekeeping.stop();
  EXPECT_EQ(store().release(release.id)->state, "REFUSED");
  EXPECT_THAT(store().release(release.id)->reason, HasSubstr("log says why"));
}

TEST_F(ServicePartsTest, AHeartbeatThatIsStoppedDoesNotWaitForItsNextBeat) {
  const auto begun = std::chrono::steady_clock::now();
  { const LeaseHeartbeat heartbeat(store(), clock_); }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

TEST_F(ServicePartsTest, MetricsCountRoutesAndNeverPaths) {
  Metrics metrics;
  metrics.count_request("/v1/sources/{source}/records/{record_id}", 200, 0.5);
  metrics.count_records(kIsola, {7, 4, 1, 1, 1});
  metrics.count_fell_empty(kIsola, {"needs.code"});
  Gauges gauges;
  gauges.spool_waiting = 3;
  const auto page = metrics.render(gauges);
  EXPECT_THAT(page, HasSubstr("{record_id}"));
  EXPECT_THAT(page, HasSubstr("isola-bergamasca"));
  EXPECT_THAT(page, HasSubstr("needs.code"));
}

TEST_F(ServicePartsTest, TheAuditTellsWithWhichFilesTheGatewayWorks) {
  record_gateway_event(service(), home_.book->config, "gateway.start");
  store::AuditFilter filter;
  filter.action = "gateway.start";
  const auto entries = store().audit().list(filter, 10, "").items;
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_THAT(entries[0].event.details, testing::Not(testing::IsEmpty()));
}

TEST(EndSignals, ReloadOnHangupAndReturnWhenTheProgramShallEnd) {
  int reloads = 0;
  std::thread([&] {
    const EndSignals signals;  // blocked on this thread alone
    ::pthread_kill(::pthread_self(), SIGHUP);
    ::pthread_kill(::pthread_self(), SIGTERM);
    signals.wait([&] { ++reloads; }, [] { return false; });
  }).join();
  EXPECT_EQ(reloads, 1);
}

TEST_F(ServicePartsTest, TheReplayThreadGoesOnBehindAFaultOfTheStore) {
  const auto document = isola_document(0, 3);
  EXPECT_EQ(submit(document).status, 201);
  const store::ReplayOrder order{
      "T1", kIsola, "", {}, model::Comuni::all(), {clock_.now(), "ats", "", "", "", {}}};
  wait_for<store::ReplayRow>(
      [&](store::Done<store::ReplayRow> done) { store().replays().start(order, std::move(done)); });
  plan().fail_at(3, StoreFault::undone);
  ReplayThread thread({store(), *home_.keys, clock_, [&] { return service().tables.newest(); }},
                      service().stop);
  thread.start();
  while (!plan().has_struck()) std::this_thread::yield();
  thread.wake();
  while (store().replays().find("T1")->state != store::ReplayState::completed) std::this_thread::yield();
  thread.stop();
  EXPECT_EQ(store().replays().find("T1")->failed, 3u) << "the code is still unknown";
}

class TablesInForceTest : public testing::Test, protected TableStory {};

TEST_F(TablesInForceTest, SeeWhatAnotherProgramPutInForceBeforeTheNextRecord) {
  TablesInForce tables(home_.tables, store(), clock_);
  EXPECT_TRUE(tables.is_newest());
  EXPECT_EQ(outcome_of(order(approve(edited("MIN|CRD,", kSad8Row)))), "ACTIVE");
  EXPECT_FALSE(tables.is_newest());
  EXPECT_EQ(tables.get(), home_.tables) << "tables that are in use are not replaced";
  EXPECT_EQ(tables.newest()->find(kIsola)->versions.at("intervention"), 2);
  EXPECT_TRUE(tables.is_newest());
}

}  // namespace
}  // namespace raccordo::app
