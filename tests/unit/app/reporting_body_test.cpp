// Reports of several bodies with the same id in one source, from the document to the store.
#include "app/ingest/reporting_body.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/http/record_reach.hpp"
#include "app/persons/subject_search.hpp"
#include "mapping/record_json.hpp"
#include "mapping/stored_record.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using model::IssueCode;
using model::Outcome;

constexpr const char* kReports = "terzo-settore";

/// One report of `body` with the id 1, of an unknown person unless `person` says who.
std::string report_of(const std::string& body, const std::string& person = "",
                      const std::string& need = "meals") {
  return R"({"id":"1","sent_at":"2017-06-02T16:00:00Z","comune":"016170","body":)" + body +
         R"(,"consent":true,"person":{)" + person + R"(},"needs":[")" + need + R"("],"date":"2017-06-01"})";
}
std::string with_code(const std::string& code) { return R"({"fiscal_code":")" + code + R"("})"; }

class ReportingBodyTest : public testing::Test, protected Scene {
 protected:
  /// The issues that the submission of these reports got.
  std::vector<model::Issue> send(const std::string& reports, const std::string& id,
                                 std::vector<std::string> bodies = {}) {
    auto job = isola_job(home_, clock_, id);
    auto client = std::make_shared<intake::Client>(*job.client);
    client->bodies = std::move(bodies);
    job.client = std::move(client);
    job.submission.source = kReports;
    const auto document = "{\"reports\":[" + reports + "]}";
    codecs::MemorySource input(document);
    run_document_and_wait(std::move(job), input);
    return store().issues(id, 100, "").items;
  }
  model::Counts counts(const std::string& id) { return store().submission(id)->counts; }
};

TEST_F(ReportingBodyTest, TheSameIdOfTwoBodiesIsTwoReportsOfTwoUnknownPersons) {
  EXPECT_TRUE(send(report_of(with_code("95600000004")), "S1").empty());
  EXPECT_TRUE(send(report_of(with_code("80000000010")), "S2").empty());
  EXPECT_EQ(counts("S2").accepted, 1u);
  EXPECT_EQ(store().snapshot().cases.size(), 2u);
  EXPECT_EQ(store().snapshot().persons.size(), 2u);
  // Written otherwise, the code is the same body's; sent again, the report is unchanged.
  send(report_of(with_code(" 956 00000004 ")), "S3");
  EXPECT_EQ(store().snapshot().cases.size(), 2u);
  send(report_of(with_code("95600000004")), "S4");
  EXPECT_EQ(counts("S4").unchanged + counts("S4").accepted, 1u);
  const auto found =
      read_subject_query(R"({"id":"1","id_type":"local","source":"terzo-settore","reason":"r"})",
                         *home_.tables, *home_.keys, store().held());
  ASSERT_TRUE(found);
  EXPECT_EQ(store().held().of_person(found->pseudonyms, 10, "").items.size(), 2u);
}

TEST_F(ReportingBodyTest, TheSameIdTwiceInOneDocumentIsADuplicateOnlyOfTheSameBody) {
  const auto twice = report_of(with_code("95600000004")) + "," + report_of(R"({"runts":"7"})");
  send(twice, "S1");
  EXPECT_EQ(counts("S1").accepted, 2u);
  const auto issues = send(twice + "," + report_of(R"({"runts":"7"})", "", "housing"), "S2");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, IssueCode::duplicate_record);
}

TEST_F(ReportingBodyTest, AClientReportsForItsBodiesAlone) {
  send(report_of(with_code("95600000004")), "S1", {"95600000004"});
  EXPECT_EQ(counts("S1").accepted, 1u);
  const auto issues = send(report_of(with_code("95600000004"), "", "housing"), "S2", {"41230"});
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, IssueCode::not_your_body);
  EXPECT_EQ(issues[0].at.path, "/reports/0/body/fiscal_code");
  EXPECT_EQ(counts("S2").rejected, 1u);
  send(report_of(R"({"name":"x"})"), "S3", {"41230"});
  EXPECT_EQ(counts("S3").rejected, 1u);
  send(report_of(R"({"runts":"41230"})"), "S4", {"41230"});
  EXPECT_EQ(counts("S4").accepted, 1u);
  EXPECT_EQ(store().snapshot().cases.size(), 2u);
}

TEST_F(ReportingBodyTest, APersonsCodeInPlaceOfTheBodysIsStoredMasked) {
  const auto issues = send(report_of(with_code("RTONNA48D52A794K")), "S1");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, IssueCode::bad_fiscal_code);
  const auto held = store().held().record(kReports, "1");
  ASSERT_TRUE(held);
  EXPECT_EQ(held->state.body.find("RTONNA"), std::string::npos);
  const auto record = mapping::read_stored_record(held->body);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->managed_by.find("RTONNA"), std::string::npos);
}

TEST_F(ReportingBodyTest, ContentsStoredBeforeNameTheirBody) {
  send(report_of(with_code("95600000004")), "S1");
  send(report_of(R"({"runts":"7"})", "", "no-such-need"), "S2");
  const auto body = store().held().record(kReports, "1", {model::Comuni::all(), "", "", {}, "95600000004"});
  const auto waiting = store().held().record(kReports, "1", {model::Comuni::all(), "", "", {}, "7"});
  ASSERT_TRUE(body && waiting && waiting->waiting);
  const auto names = [&](const std::string& code, std::string_view accepted, std::string_view sealed) {
    return names_body(*home_.keys, quarantine_context(kReports, "1"), code)(accepted, sealed);
  };
  EXPECT_TRUE(names("95600000004", body->body, ""));
  EXPECT_FALSE(names("7", body->body, ""));
  EXPECT_TRUE(names("7", "", waiting->waiting->sealed_fields));
  EXPECT_FALSE(names("95600000004", "", waiting->waiting->sealed_fields));
  EXPECT_FALSE(names("7", "damaged", ""));
  EXPECT_FALSE(names("7", "", "damaged"));
}

TEST_F(ReportingBodyTest, APersonKnownByANumberIsAnotherOneInEachComuneThatNumbers) {
  const auto person = [&](const std::string& comune, model::RecordKey key) {
    auto text = report_of(with_code("95600000004"));
    text.replace(text.find("016170"), 6, comune);
    const auto document = "{\"reports\":[" + text + "]}";
    codecs::MemorySource input(document);
    const auto& book = *home_.book;
    const codecs::DecodeContext context{&book.scheme, &home_.keys->pseudonym, &clock_, {}};
    const auto decoder =
        codecs::make_decoder(book.find(kReports)->profile, context, model::DocumentFormat::json, input);
    auto fields = *decoder->next();
    RecordPipeline::Setting setting;
    setting.tables = home_.tables->find(kReports);
    setting.keys = home_.keys.get();
    setting.clock = &clock_;
    setting.source = kReports;
    setting.received_at = clock_.now();
    setting.key = key;
    const RecordPipeline pipeline(setting);
    auto checked = pipeline.check(fields);
    return pipeline.prepare(std::move(fields), std::move(checked)).person.pseudonym;
  };
  const auto per_owner = model::RecordKey::id_and_owner;
  EXPECT_EQ(person("016170", per_owner), person("016170", per_owner));
  EXPECT_NE(person("016170", per_owner), person("016024", per_owner));
  EXPECT_EQ(person("016170", model::RecordKey::id), person("016024", model::RecordKey::id));
}

TEST(RecordReachOfRequests, NamesTheBodiesOfTheClientAndTheBodyAskedFor) {
  auto client = std::make_shared<intake::Client>();
  client->name = "mensa";
  client->bodies = {"7"};
  Request request;
  request.client = client;
  const auto reach = reach_of(request);
  EXPECT_EQ(reach.bodies, std::vector<std::string>{"7"});
  EXPECT_EQ(reach.body, "");
  EXPECT_EQ(reach.client, "mensa");
  EXPECT_EQ(several_records().code, "several-records");
}

}  // namespace
}  // namespace raccordo::app
