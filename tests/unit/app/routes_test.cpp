// The routes without sockets: rights, answers, and the contents of the store.
#include "app/http/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <thread>

#include "app/http/admin_gateway.hpp"
#include "app/http/failure_problem.hpp"
#include "app/http/figures_json.hpp"
#include "app/http/openapi_text.hpp"
#include "app/http/request_act.hpp"
#include "app/http/small_body_sink.hpp"
#include "app/problem/error_catalogue.hpp"
#include "app/problem/error_page.hpp"
#include "base/stop.hpp"
#include "base/storage_full.hpp"
#include "base/unreachable.hpp"
#include "unit/app/service_scene.hpp"
#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class RoutesTest : public testing::Test, protected ServiceScene {
 protected:
  RoutesTest() { EXPECT_EQ(submit(isola_document(3, 2)).status, 201); }
  std::string waiting_id() {
    return json(get("/v1/quarantine/records?source=isola-bergamasca"))["items"][0]["id"].GetString();
  }
};

TEST_F(RoutesTest, WhatIsOpenNeedsNoCertificateAndTheRestDoes) {
  for (const auto* open : {"/status", "/openapi.yaml", "/schemas/case.schema.json"}) {
    EXPECT_NE(get(open, "").status, 401) << open;
  }
  for (const auto* guarded : {"/v1/whoami", "/v1/sources", "/v1/releases", "/fhir/metadata"}) {
    EXPECT_EQ(get(guarded, "").status, 401) << guarded;
    EXPECT_EQ(get(guarded, "stranger").status, 403) << guarded;
  }
  EXPECT_EQ(get("/openapi.yaml", "").body, openapi_text());
  EXPECT_EQ(get("/schemas/case.schema.json", "").body, case_schema_text());
  EXPECT_EQ(code(get("/nowhere")), "not-found");
  const auto wrong = ask("ats", "PATCH", "/v1/releases");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(code(get("/v1/releases?colour=red")), "bad-request");
  EXPECT_EQ(code(get("/v1/releases?limit=0")), "bad-request");
}

TEST_F(RoutesTest, StatusWarnsIfLessThanTheReserveOfTheSpoolIsFree) {
  service().health.start();
  const auto well = json(get("/status", ""));
  EXPECT_STREQ(well["title"].GetString(), "OK");
  EXPECT_TRUE(well["warnings"].Empty());
  reserve(std::numeric_limits<std::uint64_t>::max());
  restart();
  service().health.start();
  const auto answer = get("/status", "");
  EXPECT_EQ(answer.status, 200) << "everything works still";
  const auto scarce = json(answer);
  ASSERT_EQ(scarce["warnings"].Size(), 1U);
  EXPECT_THAT(scarce["warnings"][0].GetString(), HasSubstr("limits.spool_reserve"));
  EXPECT_THAT(scarce["warnings"][0].GetString(), HasSubstr(std::to_string(scarce["free_bytes"].GetUint64())));
}

TEST_F(RoutesTest, EveryErrorCodeHasItsPage) {
  for (const auto& page : all_errors()) {
    EXPECT_EQ(get("/errors/" + std::string(page.code), "").status, 200) << page.code;
  }
  EXPECT_GT(all_errors().size(), 60u);
  EXPECT_EQ(get("/errors/no-such-code", "").status, 404);
}

TEST_F(RoutesTest, ACallerIsToldWhoItIsAndWhatItMay) {
  const auto sender = json(get("/v1/whoami", "isola"));
  EXPECT_STREQ(sender["client"].GetString(), "isola");
  EXPECT_THAT(get("/v1/whoami").body, HasSubstr("administer"));
  EXPECT_THAT(get("/v1/sources", "isola").body, HasSubstr("isola-bergamasca"));
}

TEST_F(RoutesTest, ASenderReconcilesAndErasesItsOwnRecords) {
  const std::string records = "/v1/sources/isola-bergamasca/records";
  EXPECT_EQ(json(get(records, "isola"))["items"].Size(), 5u);
  const auto one = json(get(records + "/IB-0", "isola"));
  EXPECT_STREQ(one["outcome"].GetString(), "ACCEPTED");
  EXPECT_EQ(code(get(records + "/IB-77", "isola")), "not-found");
  EXPECT_EQ(code(get(records)), "missing-right");
  EXPECT_EQ(ask("isola", "DELETE", records + "/IB-0").status, 204);
  EXPECT_EQ(code(get(records + "/IB-0", "isola")), "not-found");
  EXPECT_EQ(accepted(), 2u);
  EXPECT_EQ(told("record.erase"), 1u);
}

TEST_F(RoutesTest, WaitingRecordsAreMaskedUntilSomebodySaysWhy) {
  EXPECT_THAT(get("/v1/quarantine?group_by=code").body, HasSubstr("ANZ|SAD8"));
  EXPECT_EQ(code(get("/v1/quarantine?group_by=code", "isola")), "missing-right");
  const auto path = "/v1/quarantine/records/" + waiting_id();
  EXPECT_THAT(get(path).body, Not(HasSubstr("RTONNA48D52A794K")));
  EXPECT_EQ(code(post(path + "/unmask", "{}")), "reason-required");
  EXPECT_THAT(post(path + "/unmask", R"({"reason":"the code is unclear"})").body,
              HasSubstr("RTONNA48D52A794K"));
  for (const auto* flag : {"1", "0", "no", "FALSE", "True", "banana", "%20true"}) {
    const auto answer = get(path + "?reason=r&unmask=" + flag);
    EXPECT_EQ(answer.status, 400) << flag;
    EXPECT_THAT(answer.body, HasSubstr("`unmask` must be true or false")) << flag;
  }
  EXPECT_THAT(get(path + "?unmask=false&reason=r").body, Not(HasSubstr("RTONNA48D52A794K")));
  EXPECT_EQ(told("record.unmask"), 1u) << "of the one view in clear";
  EXPECT_THAT(get(path + "?reason=r").body, HasSubstr("RTONNA48D52A794K"));
  EXPECT_THAT(get(path + "?unmask=true&reason=r").body, HasSubstr("RTONNA48D52A794K"));
  EXPECT_EQ(code(post(path + "/accept", R"({"reason":"r"})")), "no-decision");
  EXPECT_EQ(code(get("/v1/quarantine/records/999999")), "not-found");
}

TEST_F(RoutesTest, ATableIsEditedReviewedAndPutInForceByTwo) {
  const std::string table = "/v1/tables/isola-bergamasca/intervention";
  auto csv = store().tables().newest(kIsola, "intervention")->content;
  csv.replace(csv.find("MIN|CRD,"), 8, kSad8Row);
  EXPECT_THAT(get("/v1/tables").body, HasSubstr("intervention"));
  const auto before = get(table);
  EXPECT_EQ(before.status, 200);
  const auto put = ask("ats", "PUT", table, csv, {{"content-type", "text/csv"}});
  EXPECT_EQ(put.status, 428) << "an edit says what it started from: " << put.body;
  std::string tag;
  for (const auto& [name, value] : before.headers) {
    if (name == "etag") tag = value;
  }
  const auto edited = ask("ats", "PUT", table, csv, {{"content-type", "text/csv"}, {"if-match", tag}});
  EXPECT_EQ(edited.status, 200) << edited.body;
  EXPECT_EQ(json(get(table + "/versions"))["items"].Size(), 2u);
  EXPECT_THAT(get(table + "/diff").body, HasSubstr("SAD8"));
  EXPECT_THAT(get(table + "/impact?version=2").body, HasSubstr("\"frees\":2"));
  EXPECT_EQ(code(post(table + "/activate", R"({"version":2,"reason":"r"})")), "wrong-state");
  EXPECT_EQ(post(table + "/submit", R"({"version":2})").status, 200);
  EXPECT_EQ(code(post(table + "/approve", R"({"version":2})")), "own-change");
  EXPECT_EQ(get(table + "/coverage").status, 200);
}

TEST_F(RoutesTest, AReplayIsOrderedSteeredAndWorkedOff) {
  const auto started = post("/v1/replays", R"({"source":"isola-bergamasca","reason":"again"})");
  EXPECT_EQ(started.status, 202) << started.body;
  const std::string id = json(started)["id"].GetString();
  EXPECT_STREQ(json(post("/v1/replays/" + id + "/pause", R"({"reason":"wait"})"))["state"].GetString(),
               "PAUSED");
  EXPECT_STREQ(json(post("/v1/replays/" + id + "/resume", R"({"reason":"go"})"))["state"].GetString(),
               "QUEUED");
  EXPECT_EQ(json(get("/v1/replays"))["items"].Size(), 1u);
  EXPECT_EQ(code(post("/v1/replays", R"({"source":"nowhere","reason":"r"})")), "unknown-source");
  service().replays.start();
  while (store().replays().find(id)->state != store::ReplayState::completed) std::this_thread::yield();
  service().replays.stop();
  EXPECT_EQ(json(get("/v1/replays/" + id))["failed"].GetInt(), 2) << "the code is still unknown";
  EXPECT_EQ(waiting(), 2u);
}

TEST_F(RoutesTest, AReleaseIsOrderedComputedReadAndPublished) {
  const auto ordered = post("/v1/releases", R"({"period":"2017","note":"plan"})");
  ASSERT_EQ(ordered.status, 202) << ordered.body;
  const std::string id = json(ordered)["id"].GetString();
  while (store().release(id)->state == "RUNNING") std::this_thread::yield();
  EXPECT_EQ(store().release(id)->state, "DONE") << store().release(id)->reason;
  EXPECT_EQ(code(post("/v1/releases", R"({"period":"2017"})")), "period-released");
  EXPECT_EQ(code(get("/open/releases/" + id, "")), "not-found") << "not published yet";
  EXPECT_EQ(post("/v1/releases/" + id + "/publish", "{}").status, 200);
  EXPECT_EQ(get("/open/releases/" + id, "").status, 200);
  EXPECT_EQ(json(get("/v1/releases"))["items"].Size(), 1u);
  const auto extract = service().tables.get()->book().extracts.front().id;
  for (const auto* format : {"text/csv", "application/json"}) {
    const auto table =
        ask("ats", "GET", "/v1/releases/" + id + "/tables/" + extract, "", {{"accept", format}});
    EXPECT_EQ(table.status, 200) << table.body;
  }
  EXPECT_EQ(code(get("/v1/releases/" + id + "/tables/none")), "not-found");
}

TEST_F(RoutesTest, TheConsoleSeesFiguresAndExplanations) {
  EXPECT_THAT(get("/v1/clients").body, HasSubstr("dns:isola.example"));
  EXPECT_THAT(get("/v1/statistics").body, HasSubstr("isola-bergamasca"));
  EXPECT_EQ(get("/v1/coverage?by=table").status, 200);
  EXPECT_EQ(code(get("/v1/coverage?by=colour")), "bad-request");
  EXPECT_THAT(get("/v1/sources/isola-bergamasca/records/IB-0/explain").body, HasSubstr("ANZ|SAD"));
  EXPECT_THAT(get("/v1/scheme/intervention?q=domiciliare").body, HasSubstr("anziani."));
  EXPECT_THAT(get("/v1/audit?limit=1").body, HasSubstr("\"items\""));
  EXPECT_EQ(code(get("/v1/audit", "isola")), "missing-right");
  EXPECT_EQ(parse_coverage_by("comune"), store::CoverageBy::comune);
  EXPECT_FALSE(parse_coverage_by("colour"));
}

TEST_F(RoutesTest, FhirClientsTranslateTheSourceCodesInForce) {
  EXPECT_EQ(get("/fhir/metadata", "isola").status, 200);
  EXPECT_EQ(get("/fhir/ConceptMap", "isola").status, 200);
  EXPECT_EQ(get("/fhir/CodeSystem", "isola").status, 200);
  EXPECT_EQ(get("/fhir/ConceptMap/none", "isola").status, 404);
}

TEST_F(RoutesTest, AllThatIsHeldOnAPersonIsFoundAndErased) {
  const std::string asked = R"({"id":"rtonna48d52a794k","reason":"request 4"})";
  const auto found = post("/v1/subjects/search", asked);
  EXPECT_EQ(json(found)["items"].Size(), 5u) << found.body;
  EXPECT_EQ(code(post("/v1/subjects/search", R"({"id":"RTONNA48D52A794K"})")), "reason-required");
  EXPECT_EQ(code(post("/v1/subjects/search", R"({"id":"RTONNA48D52A794X","reason":"r"})")), "bad-identifier");
  EXPECT_EQ(code(post("/v1/subjects/search", asked, "isola")), "missing-right");
  EXPECT_EQ(post("/v1/subjects/erase", asked).status, 200);
  EXPECT_EQ(json(post("/v1/subjects/search", asked))["items"].Size(), 0u);
  EXPECT_EQ(accepted() + waiting(), 0u);
  for (const auto& entry : store().audit().list({}, 100, "").items) {
    EXPECT_THAT(entry.event.object + entry.event.reason, Not(HasSubstr("RTONNA48D52A794K")));
  }
}

TEST_F(RoutesTest, TheMachineItselfReadsMetricsWithoutSmallCells) {
  AdminGateway admin(service(), gateway());
  net::RequestHead head;
  head.method = "GET";
  head.path = "/metrics";
  const auto page = std::get<net::Response>(admin.begin(head)).body;
  EXPECT_THAT(page, HasSubstr("raccordo_"));
  EXPECT_THAT(page, Not(HasSubstr("IB-0")));
  head.path = "/v1/whoami";
  EXPECT_EQ(std::get<net::Response>(admin.begin(head)).status, 404);
  EXPECT_EQ(admin.refuse(503, "R1", "").status, 503);
}

TEST(FailureProblem, TellsWhatPassesFromWhatDoesNot) {
  const auto code_of = [](auto error) {
    try {
      throw error;
    } catch (...) {
      return std::string(problem_of_failure("internal-error").code);
    }
  };
  EXPECT_EQ(code_of(store::QueueFull()), "overloaded");
  EXPECT_EQ(code_of(base::StorageFull("x")), "storage-full");
  EXPECT_EQ(code_of(base::Stopped()), "unavailable");
  EXPECT_EQ(code_of(base::SystemFault("x")), "internal-error");
  EXPECT_EQ(code_of(base::Unreachable("x")), "unavailable");
  EXPECT_EQ(code_of(base::Blocked("x")), "unavailable");
  EXPECT_EQ(code_of(base::ServerRefuses("x")), "unavailable");
}

/// The erasure of a subject, requested again until it is answered.
class ErasureScene : public ServiceScene {
 public:
  ErasureScene() { EXPECT_EQ(submit(isola_document(3, 2)).status, 201); }
  void run() {
    const auto answer = post("/v1/subjects/erase", kAsked);
    if (answer.status != 200) throw base::SystemFault("not answered 200");
  }
  void check_interrupted() {
    const auto held = accepted() + waiting();
    EXPECT_TRUE(held == 5 || held == 0) << "the person is only partly erased: " << held;
    EXPECT_EQ(told("subject.erase"), held == 0 ? 1u : 0u)
        << "erased without an audit entry, or audited and not erased";
  }
  void check_end() {
    EXPECT_EQ(accepted() + waiting(), 0u);
    EXPECT_GE(told("subject.erase"), 1u);
    EXPECT_EQ(json(post("/v1/subjects/search", kAsked))["items"].Size(), 0u);
  }

 private:
  static constexpr const char* kAsked = R"({"id":"RTONNA48D52A794K","reason":"request 5"})";
};

TEST(Erasure, IsWholeAndToldWhicheverCallOfTheStoreFails) {
  support::fail_everywhere(2, [] { return std::make_unique<ErasureScene>(); });
}

}  // namespace
}  // namespace raccordo::app
