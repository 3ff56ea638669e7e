// What a node does for the others, and waits for from them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/cli/cli_nodes.hpp"
#include "app/forms/node_json.hpp"
#include "app/ingest/chunk_shelf.hpp"
#include "app/rules/node_clock.hpp"
#include "app/rules/node_config.hpp"
#include "app/rules/store_config.hpp"
#include "app/service/node_book.hpp"
#include "app/service/node_duty.hpp"
#include "app/service/node_heartbeat.hpp"
#include "app/tables/node_barrier.hpp"
#include "base/followed_clock.hpp"
#include "unit/app/service_scene.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

class SomeNodes final : public store::Nodes {
 public:
  bool are_several() const override { return several; }
  base::Instant now() override { return {base::system_clock().now().micros + ahead}; }
  void beat(std::string, std::int64_t generation, store::Done<bool> done) override {
    if (fails) return done(std::make_exception_ptr(base::SystemFault("away")), false);
    beaten = generation;
    done(nullptr, true);
  }
  void leave(store::Done<bool> done) override {
    left = true;
    done(nullptr, true);
  }
  std::vector<store::NodeRow> list() override {
    ++looks;
    if (looks == loads_at_look) rows.back().generation = 7;
    return rows;
  }
  void forget(std::string, store::AuditEvent, store::Done<store::NodeForgotten> done) override {
    done(nullptr, store::NodeForgotten::done);
  }

  bool several = true, fails = false, left = false;
  std::int64_t beaten = -1, ahead = 0;
  int looks = 0, loads_at_look = 0;
  std::vector<store::NodeRow> rows;
};

class SomeLeases final : public store::Leases {
 public:
  void take(std::string name, base::Instant, store::Done<std::optional<store::LeaseRow>> done) override {
    ++asked;
    if (!is_of_others) return done(nullptr, std::nullopt);
    done(nullptr, store::LeaseRow{std::move(name), "another", {}});
  }
  void renew(base::Instant, store::Done<bool>) override {}
  void give_back(std::string) override {}
  std::vector<store::LeaseRow> list() override { return {}; }
  int asked = 0;
  bool is_of_others = false;
};

store::NodeRow node(const std::string& name, std::int64_t generation, const bool live = true) {
  store::NodeRow row;
  row.name = name;
  row.program = "1.2";
  row.generation = generation;
  row.is_live = live;
  return row;
}

TEST(NodeDuty, IsOfTheNodeThatHasTheLeaseAndIsNotAskedForAtEachStep) {
  SomeNodes nodes;
  SomeLeases leases;
  NodeDuty duty(nodes, leases, "housekeeping");
  EXPECT_TRUE(duty.is_mine());
  EXPECT_TRUE(duty.is_mine());
  EXPECT_EQ(leases.asked, 1);
  leases.is_of_others = true;
  NodeDuty other(nodes, leases, "housekeeping");
  EXPECT_FALSE(other.is_mine());
  nodes.several = false;
  EXPECT_TRUE(other.is_mine()) << "a gateway alone asks nobody";
  EXPECT_EQ(leases.asked, 2);
}

TEST(NodeClock, IsThatOfTheDatabaseIfNodesAreSeveral) {
  constexpr std::int64_t kTenMinutes = 600'000'000;
  SomeNodes nodes;
  nodes.ahead = kTenMinutes;
  nodes.several = false;
  const auto before = base::system_clock().now().micros;
  follow_clock_of(nodes);
  EXPECT_LT(base::system_clock().now().micros - before, kTenMinutes) << "a gateway alone has its own";
  nodes.several = true;
  follow_clock_of(nodes);
  EXPECT_GE(base::system_clock().now().micros - before, kTenMinutes);
  EXPECT_THAT(words_of_wrong_clock(), HasSubstr("seconds behind that of the database"));
  base::follow_no_clock();
  EXPECT_EQ(words_of_wrong_clock(), "");
}

TEST(NodeBarrier, WaitsForLiveNodesAndNotForOthers) {
  SomeNodes nodes;
  nodes.rows = {node("first", 7), node("gone", 1, false), node("second", 6)};
  nodes.loads_at_look = 3;
  wait_for_nodes(nodes, 7);
  EXPECT_EQ(nodes.looks, 3);
  nodes.rows.back().generation = 6;
  nodes.looks = 5;
  wait_for_nodes(nodes, 7, std::chrono::milliseconds(0));
  EXPECT_EQ(nodes.looks, 6) << "it gives up";
  nodes.several = false;
  wait_for_nodes(nodes, 7);
  EXPECT_EQ(nodes.looks, 6);
}

TEST(NodeBook, CountsLiveNodesAndAtLeastThisOne) {
  NodeBook book;
  EXPECT_EQ(book.live(), 1U);
  book.set({node("first", 1), node("gone", 1, false), node("second", 1)});
  EXPECT_EQ(book.live(), 2U);
  EXPECT_EQ(book.nodes().size(), 3U);
}

TEST(NodeJson, NamesStateVersionAndTables) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  write_node(writer, node("second", 6, false));
  EXPECT_EQ(std::string(base::view(buffer)),
            R"({"node":"second","live":false,"program":"1.2","tables":6,)"
            R"("started_at":"1970-01-01T00:00:00Z","counts_until":"1970-01-01T00:00:00Z"})");
}

TEST(NodeVerbs, ForgetNeedsANameAndAReason) {
  const VerbMaker make{[](CLI::App& group, const std::string& name, const std::string& help) {
                         return group.add_subcommand(name, help);
                       },
                       [](CLI::App*, const std::function<int(const Config&, Output)>&) {}};
  NodesOptions options;
  CLI::App app;
  add_node_verbs(app, options, make);
  app.parse("forget second --reason broken");
  EXPECT_EQ(options.name, "second");
  EXPECT_EQ(options.reason, "broken");
  EXPECT_THROW(app.parse("forget second"), CLI::RequiredError);
  EXPECT_THROW(app.parse("forget --reason broken"), CLI::RequiredError);
}

base::FileFaults faults_of_store(const std::string& text, StoreSection& into) {
  base::FileFaults faults;
  YamlReader yaml(YAML::Load(text), "", "raccordo.yaml", faults);
  read_store(yaml, "/etc/raccordo", into);
  std::string name;
  read_node(yaml, name);
  return faults;
}

TEST(StoreSection, SeveralNodesNeedPostgres) {
  StoreSection section;
  EXPECT_TRUE(faults_of_store("{postgres: host=db dbname=raccordo, nodes: several}", section).empty());
  EXPECT_TRUE(section.several_nodes);
  EXPECT_TRUE(faults_of_store("{postgres: host=db dbname=raccordo, nodes: one}", section).empty());
  EXPECT_FALSE(section.several_nodes);
  StoreSection file_section;
  const auto of_file = faults_of_store("{sqlite: a.db, nodes: several}", file_section);
  ASSERT_EQ(of_file.size(), 1U);
  EXPECT_THAT(of_file[0].message, HasSubstr("a file of SQLite has one gateway"));
  EXPECT_EQ(faults_of_store("{nodes: many}", section).size(), 1U);
}

class NodesTest : public testing::Test, protected ServiceScene {};

TEST_F(NodesTest, HeartbeatEntersTheNodeBeforeWorkBeginsAndLeavesAfterIt) {
  SomeNodes nodes;
  nodes.rows = {node("first", 1), node("second", 1)};
  {
    const NodeHeartbeat heartbeat(
        {nodes, service().tables, service().nodes, service().admission, *service().shelf});
    EXPECT_EQ(nodes.beaten, service().tables.get()->generation());
    EXPECT_EQ(service().nodes.live(), 2U);
    EXPECT_EQ(service().admission.share_of("a").limit, intake::AdmissionLimits().per_client / 2);
    EXPECT_FALSE(nodes.left);
  }
  EXPECT_TRUE(nodes.left);
  nodes.fails = true;
  EXPECT_THROW(
      NodeHeartbeat({nodes, service().tables, service().nodes, service().admission, *service().shelf}),
      base::SystemFault);
}

TEST_F(NodesTest, AGatewayAloneEntersNoNode) {
  EXPECT_FALSE(store().nodes().are_several());
  const NodeHeartbeat heartbeat(
      {store().nodes(), service().tables, service().nodes, service().admission, *service().shelf});
  EXPECT_TRUE(store().nodes().list().empty());
}

TEST_F(NodesTest, ShelfKeepsBodiesInTheStore) {
  ChunkShelf shelf(store());
  EXPECT_FALSE(shelf.is_shared());
  shelf.put("B1", "isola", 0, {"one", "two"}, intake::ChunkPosition::inner);
  shelf.put("B1", "isola", 2, {"three"}, intake::ChunkPosition::last);
  EXPECT_THAT(shelf.read("B1", 1, 10), testing::ElementsAre("two", "three"));
  EXPECT_EQ(shelf.size_of("B1"), 11U);
  shelf.refresh();
  EXPECT_EQ(shelf.held_for("isola"), 11U);
  EXPECT_EQ(shelf.held_for("nobody"), 0U);
  shelf.remove("B1");
  EXPECT_EQ(shelf.size_of("B1"), 0U);
}

}  // namespace
}  // namespace raccordo::app
