// Making a release, from its order to its publication, with a store in which every call fails in turn: the
// ledger, the evidence and the release are stored together, once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/releases/publish.hpp"
#include "app/releases/release_evidence.hpp"
#include "app/releases/release_order.hpp"
#include "app/releases/release_verification.hpp"
#include "app/tables/release_effect.hpp"
#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

class ReleaseScene : public TableStory {
 public:
  ReleaseScene() {
    const auto document = isola_document(30, 2);
    codecs::MemorySource input(document);
    run_document_and_wait(isola_job(home_, clock_, "S1"), input);
  }
  void run() {
    auto row = store().release_of_period("2017");
    if (row && row->state == "RUNNING") {  // as housekeeping does if refusing failed at first
      refuse_release(store(), *row, "the store failed", clock_.now());
      row.reset();
    }
    if (!row) {
      auto ordered = order_release(store(), home_.book->config, {"2017", "plan", "ats"}, clock_);
      ASSERT_TRUE(ordered) << ordered.error().detail;
      row = carry_out_release(store(), *newest_tables(), *home_.keys, *ordered, clock_);
    }
    ASSERT_EQ(row->state, "DONE") << row->reason;
    ASSERT_TRUE(publish_release(store(), row->id, "ats", clock_));
  }
  void restart() override {
    TableStory::restart();
    give_up_interrupted_releases(store(), clock_);
  }
  void check_interrupted() {
    const auto entries = store().ledger().entries();
    EXPECT_TRUE(store::check_chain(entries).empty());
    const auto row = store().release_of_period("2017");
    const bool done = row && row->state == "DONE";
    EXPECT_EQ(entries.size(), done ? 1u : 0u) << "a release without its row in the ledger, or a row without";
    EXPECT_EQ(told("release.create"), done ? 1u : 0u);
    if (!done) return;
    EXPECT_TRUE(store().ledger().evidence(row->id)) << "a release without its evidence";
    EXPECT_EQ(open_release(*store().release(row->id)).digest(), row->digest);
  }
  void check_end() {
    const auto row = store().release_of_period("2017").value();
    EXPECT_EQ(row.state, "DONE");
    EXPECT_TRUE(row.published_at);
    EXPECT_EQ(store().ledger().entries().size(), 1u);
    EXPECT_EQ(told("release.create"), 1u);
    EXPECT_EQ(told("release.publish"), 1u);
  }
};

/// A release of a few tables: it is made a hundred times, and the store is asked the same.
class SmallReleaseScene : public ReleaseScene {
 public:
  SmallReleaseScene() {
    static const auto shared = [] {
      constexpr std::ptrdiff_t kTables = 3;
      auto book = std::make_shared<Rulebook>(*SceneTemplate::get().book);
      book->extracts.erase(book->extracts.begin() + kTables, book->extracts.end());
      return book;
    }();
    home_.book = shared;
  }
};

TEST(ReleaseMaking, StoresAReleaseOnceWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(8, [] { return std::make_unique<SmallReleaseScene>(); });
}

class ReleaseEffectTest : public testing::Test, protected ReleaseScene {};

TEST_F(ReleaseEffectTest, NamesTheTablesOfTheLastReleaseThatWouldChange) {
  Impact impact;
  impact.source = kIsola;
  impact.table = "need";
  note_release_effect(store(), *home_.tables, impact);
  EXPECT_EQ(impact.release, "") << "there is none yet";
  run();
  impact.changes = 1;
  note_release_effect(store(), *home_.tables, impact);
  EXPECT_EQ(impact.release, store().release_of_period("2017")->id);
  EXPECT_THAT(impact.release_tables, testing::Contains("needs-by-ambito"));
  EXPECT_THAT(impact.release_tables, testing::Not(testing::Contains("persons-by-area")));
  const auto some = impact.release_tables.size();
  impact.release_tables.clear();
  impact.frees = 1;  // new cases touch every table
  note_release_effect(store(), *home_.tables, impact);
  EXPECT_GT(impact.release_tables.size(), some);
}

}  // namespace
}  // namespace raccordo::app
