// The activation of a table and its consequences: waiting records are accepted, stored records are mapped
// again, with a store in which every call fails in turn.
#include "app/tables/activation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cli/replay_watch.hpp"
#include "app/tables/code_finder.hpp"
#include "app/tables/concept_map_exchange.hpp"
#include "app/tables/explanation.hpp"
#include "app/tables/find_impact.hpp"
#include "app/tables/impact.hpp"
#include "app/tables/remapper.hpp"
#include "app/tables/replayer.hpp"
#include "mapping/stored_record.hpp"
#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

using store::VersionState;
using testing::HasSubstr;
using testing::Not;

/// Three cases are accepted and five wait; a version that maps their code is edited, reviewed, activated.
class ActivationScene : public TableStory {
 public:
  ActivationScene() {
    const auto document = isola_document(3, 5);
    codecs::MemorySource input(document);
    run_document_and_wait(isola_job(home_, clock_, "S1"), input);
    content_ = edited("MIN|CRD,", kSad8Row);
  }
  void run() {
    for (auto row = open_version();; row = open_version()) {
      if (!row) {
        must(desk().put({kIntervention, TableForm::csv, content_, "", std::nullopt, {"anna", "SAD8"}}));
      } else if (row->state == VersionState::draft) {
        step(store::TableAction::submit, *row, "anna");
      } else if (row->state == VersionState::in_review) {
        step(store::TableAction::approve, *row, "bruno");
      } else if (row->state == VersionState::approved) {
        must(activate(store(), newest_tables(), order(row->version), clock_));
      } else {
        break;
      }
    }
    replay();
  }
  void check_interrupted() {
    const auto row = open_version();
    const auto tasks = store().replays().list(10, "", "").items.size();
    const bool active = row && row->state == VersionState::active;
    EXPECT_EQ(tasks, active ? 2u : 0u)
        << "a version is in force without its tasks, or tasks exist without it";
    EXPECT_EQ(told("table.activate"), active ? 1u : 0u);
    EXPECT_EQ(accepted() + waiting(), 8u) << "a record is missing or counted twice";
    EXPECT_EQ(active || waiting() == 5u, true) << "a record is accepted without a version that maps it";
  }
  void check_end() {
    EXPECT_EQ(open_version()->state, VersionState::active);
    EXPECT_EQ(accepted(), 8u);
    EXPECT_EQ(waiting(), 0u);
    for (const auto* act : {"table.edit", "table.submit", "table.approve", "table.activate"}) {
      EXPECT_EQ(told(act), 1u) << act;
    }
    for (const auto& task : store().replays().list(10, "", "").items) {
      EXPECT_EQ(task.state, store::ReplayState::completed);
      EXPECT_EQ(task.remaining(), 0u);
      if (task.kind == store::ReplayKind::stored) continue;
      EXPECT_EQ(task.succeeded, 5u);
    }
  }

 private:
  std::optional<store::TableVersionRow> open_version() {
    return store().tables().version(kIntervention.source, kIntervention.table, 2);
  }
  /// Takes the result of a step that the state, read before, allows.
  template <class T>
  static void must(const base::Result<T, Problem>& done) {
    if (!done) throw std::logic_error(std::string(done.error().code) + ": " + done.error().detail);
  }
  void step(store::TableAction action, const store::TableVersionRow& row, const std::string& who) {
    must(desk().step(action, kIntervention, row.mark(), {who, ""}));
  }
  std::string content_;
};

TEST(Activation, FreesWhatWaitsOnceWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(15, [] { return std::make_unique<ActivationScene>(); });
}

class ActivationTest : public testing::Test, protected TableStory {};

TEST_F(ActivationTest, LooksAheadAtWhatWaitsAndWhatIsStored) {
  send(case_of(1, "NIDO", "MIN") + "," + case_of(2) + "," + case_of(3, "SAD8") + "," + case_of(4, "SAD8"),
       "S1");
  auto content = edited("MIN|CRD,", kSad8Row);
  content.replace(content.find("minori.asili-nido"), 17, "minori.centri-ricreativi-diurni");
  const auto version = approve(content);
  const auto impact = look_ahead(store(), *newest_tables(), kIntervention, version, clock_);
  ASSERT_TRUE(impact);
  EXPECT_EQ(impact->frees, 2u);
  EXPECT_EQ(impact->changes, 1u);
  EXPECT_EQ(impact->breaks, 0u);
  EXPECT_EQ(impact->unchanged, 1u);
  EXPECT_EQ(impact->release, "");
  EXPECT_THAT(impact->freed_codes, testing::Contains("ANZ|SAD8"));
  ASSERT_EQ(impact->examples.size(), 2u);
  EXPECT_EQ(to_string(impact->examples[0].kind), "frees");
  EXPECT_EQ(impact->examples[1].from, "minori.asili-nido");
  EXPECT_EQ(impact->examples[1].to, "minori.centri-ricreativi-diurni");
  EXPECT_EQ(look_ahead(store(), *newest_tables(), kIntervention, 9, clock_).error().code, "not-found");
  EXPECT_EQ(look_ahead(store(), *newest_tables(), {kIsola, "x"}, 2, clock_).error().code, "not-found");
}

TEST_F(ActivationTest, MapsStoredRecordsAgainAndARollbackBringsTheirMeaningBack) {
  send(case_of(1, "NIDO", "MIN"), "S1");
  EXPECT_THAT(body_of("IB-1"), HasSubstr("minori.asili-nido"));
  const auto version = approve(edited("minori.asili-nido", "minori.centri-ricreativi-diurni"));
  EXPECT_EQ(outcome_of(order(version)), "ACTIVE");
  replay();
  EXPECT_THAT(body_of("IB-1"), HasSubstr("minori.centri-ricreativi-diurni"));
  EXPECT_EQ(outcome_of(order(version)), "wrong-state");
  auto back = order(1);
  back.action = store::TableAction::roll_back;
  EXPECT_EQ(outcome_of(back), "reason-required");
  back.act.reason = "the old meaning was right";
  EXPECT_EQ(outcome_of(back), "ACTIVE");
  replay();
  EXPECT_THAT(body_of("IB-1"), HasSubstr("minori.asili-nido"));
}

TEST_F(ActivationTest, RefusesToBreakRecordsUnlessForcedWithAReason) {
  send(case_of(1, "NIDO", "MIN"), "S1");
  auto content = edited("MIN|NIDO,", "MIN|NIDO2,");
  const auto version = approve(content);
  const auto refused = activate(store(), newest_tables(), order(version), clock_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "breaks-records");
  auto forced = order(version);
  forced.force = ActivationOrder::Force::yes;
  EXPECT_EQ(outcome_of(forced), "breaks-records");
  forced.act.reason = "the code was retired by the programme";
  EXPECT_EQ(outcome_of(forced), "ACTIVE");
  replay();
  EXPECT_THAT(body_of("IB-1"), HasSubstr("minori.asili-nido")) << "an accepted record keeps its meaning";
  EXPECT_EQ(accepted(), 1u);
}

TEST_F(ActivationTest, RefusesWhatBreaksAShippedExampleUnlessForcedWithAReason) {
  const auto version = approve(edited("ANZ|SAD,", "ANZ|SADX,"));
  EXPECT_EQ(outcome_of(order(version)), "breaks-examples");
  EXPECT_EQ(store().tables().newest(kIsola, "intervention")->state, VersionState::approved);
  auto forced = order(version);
  forced.force = ActivationOrder::Force::yes;
  EXPECT_EQ(outcome_of(forced), "breaks-examples") << "not without a reason";
  forced.act.reason = "the example is older than the code list";
  EXPECT_EQ(outcome_of(forced), "ACTIVE");
}

TEST_F(ActivationTest, NeverPutsInForceWhatNobodyApproved) {
  const auto draft = desk().put(
      {kIntervention, TableForm::csv, edited("MIN|CRD,", kSad8Row), "", std::nullopt, {"anna", ""}});
  EXPECT_EQ(outcome_of(order(draft->version)), "wrong-state");
  EXPECT_EQ(outcome_of(order(77)), "not-found");
}

TEST_F(ActivationTest, RecordsThatArriveWithTheFormerTablesAreTakenUpBehindIt) {
  const auto version = approve(edited("MIN|CRD,", kSad8Row));
  EXPECT_EQ(outcome_of(order(version)), "ACTIVE");
  send(case_of(1, "SAD8"), "S1");  // with the tables that the scene began with
  EXPECT_EQ(waiting(), 1u);
  replay();
  EXPECT_EQ(waiting(), 0u);
  EXPECT_EQ(accepted(), 1u);
}

TEST_F(ActivationTest, ACommandLineSeesAReplayThroughWhereNoGatewayRuns) {
  send(case_of(1, "SAD8"), "S1");
  EXPECT_EQ(outcome_of(order(approve(edited("MIN|CRD,", kSad8Row)))), "ACTIVE");
  const auto task = store().replays().next();
  ASSERT_TRUE(task);
  const auto seen = see_replay_through(home_, task->id);
  EXPECT_EQ(seen.state, store::ReplayState::completed);
  EXPECT_EQ(seen.succeeded, 1u);
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(ActivationTest, AWaitingRecordThatDoesNotOpenGoesOnWaiting) {
  send(case_of(1, "SAD8"), "S1");
  const auto row = store().quarantine({kIsola}, 1, "").items.at(0);
  store::WaitingRecord record;
  record.source = row.source;
  record.record_id = row.record_id;
  record.owner = row.owner;
  record.client = row.client;
  record.sealed_fields = row.sealed_fields;
  record.received_at = row.received_at;
  const auto mapped = map_waiting(*home_.tables, *home_.keys, clock_, record);
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->outcome, model::Outcome::quarantined);
  auto other = record;
  other.record_id = "IB-2";  // the seal is bound to its record
  EXPECT_FALSE(map_waiting(*home_.tables, *home_.keys, clock_, other));
  other = record;
  other.source = "nowhere";
  EXPECT_FALSE(map_waiting(*home_.tables, *home_.keys, clock_, other));
  other = record;
  other.client = "gone";
  other.owner.clear();
  EXPECT_FALSE(map_waiting(*home_.tables, *home_.keys, clock_, other)) << "its Comune cannot be checked";
}

TEST_F(ActivationTest, ExplainsValuesByTheVersionThatGaveThemTheirMeaning) {
  send(case_of(1, "NIDO", "MIN") + "," + case_of(2, "SAD8"), "S1");
  const auto explain = [&](const std::string& id) {
    const auto json =
        explanation_json(store(), *home_.tables, *home_.keys, *store().held().record(kIsola, id));
    EXPECT_THAT(json, Not(HasSubstr("RTONNA48D52A794K")));
    return json;
  };
  EXPECT_THAT(explain("IB-1"), HasSubstr("minori.asili-nido"));
  const auto waits = explain("IB-2");
  EXPECT_THAT(waits, HasSubstr("ANZ|SAD8"));
  EXPECT_THAT(waits, HasSubstr("unmapped-code"));
}

TEST_F(ActivationTest, ATableComesBackFromFhirAsItWent) {
  const auto row = *store().tables().newest(kIsola, "intervention");
  const auto map = export_map(row, *home_.tables);
  const auto back = import_map(map.json, kIntervention, *home_.tables);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(back->csv, row.content);
  EXPECT_EQ(import_map("{", kIntervention, *home_.tables).error().code, "malformed-document");
  EXPECT_EQ(import_map(map.json, {kIsola, "x"}, *home_.tables).error().code, "not-found");
}

TEST_F(ActivationTest, AMapThatNamesAPersonIsRefusedWithItsPlace) {
  const auto named = import_map(
      R"({"resourceType":"ConceptMap","group":[{"element":[{"code":"A"},{"code":"B","display":"di RSSMRA80A01F205X"}]}]})",
      kIntervention, *home_.tables);
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().code, "bad-table");
  ASSERT_EQ(named.error().faults.size(), 1U);
  EXPECT_EQ(named.error().faults[0].column, "/group/0/element/1");
  EXPECT_THAT(named.error().faults[0].message, Not(HasSubstr("RSSMRA")));
}

TEST(CodeFinder, FindsACodeAsItStandsInJsonAndNoPartOfOne) {
  const CodeFinder finder({"ANZ|SAD", "a\"b"});
  EXPECT_TRUE(finder.may_hold(R"({"type":{"source_code":"ANZ|SAD"}})"));
  EXPECT_TRUE(finder.may_hold(R"({"x":{"source_code":"Z"},"y":{"source_code":"a\"b"}})"));
  EXPECT_FALSE(finder.may_hold(R"({"type":{"source_code":"ANZ|SAD8"}})"));
  EXPECT_FALSE(finder.may_hold(R"({"note":"ANZ|SAD"})"));
  EXPECT_FALSE(finder.may_hold(R"({"type":{"source_code":"ANZ|SA)"));
}

TEST(CodeFinder, FindsACodeInAPackedRecord) {
  model::CaseRecord record;
  record.record_id = "ANZ|SAD8";
  record.needs = {{"", "ANZ|SAD", "", "need", 1}};
  const auto body = mapping::stored_record(record);
  EXPECT_TRUE(CodeFinder({"x", "ANZ|SAD"}).may_hold(body));
  EXPECT_FALSE(CodeFinder({"ANZ|SAD8", "need"}).may_hold(body));
}

TEST_F(ActivationTest, ARemapperPassesOverRecordsWithoutItsCodes) {
  send(case_of(1, "NIDO", "MIN"), "S1");
  const auto next = approve(edited("minori.asili-nido", "minori.centri-ricreativi-diurni"));
  EXPECT_EQ(outcome_of(order(next)), "ACTIVE");
  const store::StoredBody stored{1, body_of("IB-1")};
  const auto look = [&](const std::vector<std::string>& codes) {
    return Remapper(kIsola, "intervention", codes).look_at(*newest_tables(), stored).changed.has_value();
  };
  EXPECT_TRUE(look({"MIN|NIDO"}));
  EXPECT_TRUE(look({}));
  EXPECT_FALSE(look({"ANZ|SAD"}));
  EXPECT_THROW(Remapper(kIsola, "", {}).look_at(*home_.tables, {1, "{"}), base::SystemFault);
}

}  // namespace
}  // namespace raccordo::app
