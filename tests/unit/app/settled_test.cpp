// A release waits until stored records are mapped again, or reports why it cannot.
#include "app/releases/settled.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "app/releases/publish.hpp"
#include "app/releases/release_order.hpp"
#include "base/json.hpp"
#include "base/stop.hpp"
#include "store/interface/replays.hpp"
#include "store/open/open_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"
#include "unit/store/store_samples.hpp"

namespace raccordo::app {
namespace {

using namespace std::chrono_literals;
using store::await;

constexpr const char* kSource = "isola-bergamasca";
constexpr const char* kTable = "intervention";
constexpr Patience kNone{0ms, 1ms};

class SettledTest : public testing::Test {
 protected:
  SettledTest()
      : config_(shipped_config(folder_)),
        store_(store::open_store({config_.sqlite.string()})),
        tables_(ActiveTables::from_store(load_book(config_), *store_, clock_)) {
    store_->use_record_key(base::Hmac(std::string(32, 'r')));
    store::apply_now(*store_, store::submission_row("S1", 10), {store::accepted("A", 5, "a")});
    activate();
  }

  /// Version 2 comes into force; task M2 is to map the stored record again.
  void activate() {
    const store::AuditEvent event{store::at(1), "anna", "", "", "completed", {}};
    auto& versions = store_->tables();
    await<store::TableOutcome>([&](auto done) {
      versions.put_draft({kSource, kTable, "digest", "content", std::nullopt, event}, done);
    });
    store::TableStep step;
    step.source = kSource;
    step.table = kTable;
    step.version = 2;
    step.two_person = store::TwoPersonRule::relaxed;
    step.event = event;
    for (const auto action : {store::TableAction::submit, store::TableAction::approve}) {
      step.action = action;
      await<store::TableOutcome>([&](auto done) { versions.step(step, done); });
    }
    step.action = store::TableAction::activate;
    store::Activation activation;
    activation.step = step;
    activation.replaces = 1;
    activation.codes = {"SAD9"};
    activation.replay_id = "R2";
    activation.remap_id = "M2";
    const auto outcome = await<store::ActivationOutcome>(
        [&](auto done) { store_->replays().activate(activation, std::move(done)); });
    ASSERT_EQ(outcome.table.verdict, store::TableVerdict::done);
  }
  void steer(store::ReplayAct act) {
    await<std::optional<store::ReplayRow>>([&](auto done) {
      store_->replays().steer("M2", act, {store::at(2), "anna", "", "", "", {}}, std::move(done));
    });
  }
  /// The worker finds no more records of the task.
  void end_remap() {
    const store::RemapPiece piece{"M2", store_->replays().generation(), 0, 0, 0, {}, store::at(9)};
    ASSERT_TRUE(await<bool>([&](auto done) { store_->replays().apply(piece, std::move(done)); }));
  }
  store::ReleaseRow release(const Patience& patience) {
    const auto ordered = order_release(*store_, config_, {"2017", "for the plan", "ats"}, clock_);
    return carry_out_release(*store_, *tables_, *example_keyring(), *ordered, clock_, patience);
  }
  static int version_named(const store::ReleaseRow& row) {
    rapidjson::Document told;
    told.Parse(row.metadata.c_str());
    return told["mapping_versions"][kSource][kTable].GetInt();
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_;
  std::unique_ptr<store::CaseStore> store_;
  std::shared_ptr<const ActiveTables> tables_;
};

TEST_F(SettledTest, ReleaseWaitsForTheRemapAndNamesTheVersionItCounted) {
  store::ReleaseRow row;
  std::thread ordering([&] { row = release({10min, 1ms}); });
  end_remap();
  ordering.join();
  EXPECT_EQ(row.state, "DONE") << row.reason;
  EXPECT_EQ(version_named(row), 2) << "its tables were read before version 2 came into force";
}

TEST_F(SettledTest, ReleaseIsRefusedIfTheRemapDoesNotEndInTime) {
  const auto row = release(kNone);
  EXPECT_EQ(row.state, "REFUSED");
  for (const auto* told : {"M2", "isola-bergamasca", "intervention", "has not ended", "COMPLETED"}) {
    EXPECT_NE(row.reason.find(told), row.reason.npos) << told << " in: " << row.reason;
  }
  end_remap();
  EXPECT_EQ(release(kNone).state, "DONE");
}

TEST_F(SettledTest, ReleaseIsRefusedAtOnceIfTheRemapIsPaused) {
  steer(store::ReplayAct::pause);
  const auto row = release({10min, 1ms});
  EXPECT_EQ(row.state, "REFUSED");
  for (const auto* told : {"M2", "PAUSED", "Resume it"}) {
    EXPECT_NE(row.reason.find(told), row.reason.npos) << told << " in: " << row.reason;
  }
  steer(store::ReplayAct::resume);
  end_remap();
  EXPECT_EQ(release(kNone).state, "DONE");
}

TEST_F(SettledTest, ReleaseThatWaitsEndsWithTheProgram) {
  const base::StopFlag stop = true;
  const base::StopScope scope(stop);
  EXPECT_THROW(release({10min, 1ms}), base::Stopped);
  EXPECT_EQ(store_->releases().at(0).state, "REFUSED");
}

}  // namespace
}  // namespace raccordo::app
