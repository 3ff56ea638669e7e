// Decisions on records that another Comune would take over, with a store in which every call fails in turn;
// and the pseudonyms of waiting records.
#include "app/persons/decisions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/audit/audit_trail.hpp"
#include "app/persons/subject_search.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

/// A case is accepted for one Comune, and sent again by another one for another person.
class DecisionScene : public Scene {
 public:
  explicit DecisionScene(Verdict verdict = Verdict::accept) : verdict_(verdict) {
    send(case_of(1), "S1");
    auto other = case_of(1);
    const auto swap = [&](const std::string& from, const std::string& to) {
      other.replace(other.find(from), from.size(), to);
    };
    swap("016170", "016024");
    swap("RTONNA48D52A794K", "TSTPBB40A41A794H");
    swap("1948-04-12", "1940-01-01");
    swap("2017-11-03", "2017-11-04");
    send(other, "S2");
  }
  void run() {
    const auto rows = store().quarantine({kIsola}, 10, "").items;
    if (rows.empty()) return;  // decided already
    ASSERT_FALSE(rows[0].awaits.empty());
    const auto decided = decide({store(), store().held(), *home_.tables, *home_.keys, clock_}, rows[0],
                                verdict_, {clock_.now(), "ats", "", "", "both were asked", {}});
    ASSERT_TRUE(decided) << decided.error().detail;
  }
  void check_interrupted() {
    const bool awaits = !store().quarantine({kIsola}, 10, "").items.empty();
    EXPECT_EQ(owner(), !awaits && verdict_ == Verdict::accept ? "016024" : "016170");
    EXPECT_EQ(told("record.accept") + told("record.reject"), awaits ? 0u : 1u);
  }
  void check_end() {
    EXPECT_TRUE(store().quarantine({kIsola}, 10, "").items.empty());
    EXPECT_EQ(owner(), verdict_ == Verdict::accept ? "016024" : "016170");
    EXPECT_EQ(told("record." + std::string(to_string(verdict_))), 1u);
    EXPECT_EQ(accepted(), 1u);
  }

 protected:
  void send(const std::string& cases, const std::string& id) {
    const auto document = "{\"cartelle\":[" + cases + "]}";
    codecs::MemorySource input(document);
    run_document_and_wait(isola_job(home_, clock_, id), input);
  }
  std::string owner() { return store().record(kIsola, "IB-1")->owner; }

 private:
  Verdict verdict_;
};

TEST(Decisions, ApplyOnceWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(2, [] { return std::make_unique<DecisionScene>(Verdict::accept); });
}

TEST(Decisions, DoNotChangeTheRecordWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(2, [] { return std::make_unique<DecisionScene>(Verdict::reject); });
}

class DecisionsTest : public testing::Test, protected DecisionScene {};

TEST_F(DecisionsTest, AreMadeOnceAndOnlyOnRecordsThatAwaitOne) {
  const auto row = store().quarantine({kIsola}, 10, "").items.at(0);
  run();
  const DecisionDesk desk{store(), store().held(), *home_.tables, *home_.keys, clock_};
  EXPECT_EQ(decide(desk, row, Verdict::reject, {clock_.now(), "ats", "", "", "r", {}}).error().code,
            "not-found");
  send(case_of(2, "SAD8"), "S3");
  const auto waits = store().quarantine({kIsola}, 10, "").items.at(0);
  EXPECT_EQ(decide(desk, waits, Verdict::accept, {clock_.now(), "ats", "", "", "r", {}}).error().code,
            "no-decision");
}

TEST_F(DecisionsTest, SubjectQueriesNameWhatIsWrongAndNeverTheIdentifier) {
  const auto problem = [&](const std::string& body) {
    const auto query = read_subject_query(body, *home_.tables, *home_.keys, store().held());
    if (query) return std::string("taken");
    EXPECT_EQ(query.error().detail.find("RTONNA"), std::string::npos) << query.error().detail;
    return std::string(query.error().code);
  };
  EXPECT_EQ(problem(R"({"id":"rtonna 48d52 a794k","reason":"r"})"), "taken");
  EXPECT_EQ(problem(R"({"id":"RTONNA48D52A794K"})"), "reason-required");
  EXPECT_EQ(problem(R"({"id":"RTONNA48D52A794K","reason":"of RTONNA48D52A794K"})"), "bad-reason");
  EXPECT_EQ(problem(R"({"id":"RTONNA48D52A794X","reason":"r"})"), "bad-identifier");
  EXPECT_EQ(problem(R"({"id":"RTONNA48D52A794K","id_type":"x","reason":"r"})"), "bad-identifier");
  EXPECT_EQ(problem(R"({"id":"7","id_type":"local","source":"nowhere","reason":"r"})"), "unknown-source");
  EXPECT_EQ(problem(R"({"id":"7","id_type":"local","reason":"r"})"), "taken");
  EXPECT_EQ(problem("[]"), "bad-request");
  EXPECT_EQ(problem(R"({"id":"RTONNA48D52A794K","reasn":"r"})"), "bad-request");
  const auto everywhere = read_subject_query(R"({"id":"7","id_type":"local","reason":"r"})", *home_.tables,
                                             *home_.keys, store().held());
  EXPECT_EQ(everywhere->pseudonyms.size(), home_.tables->sources().size());
}

}  // namespace
}  // namespace raccordo::app
