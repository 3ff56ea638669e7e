// Everything stored about one person, the restriction of its processing, and the pages in Italian.
#include "app/persons/subject_export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "app/persons/held_json.hpp"
#include "app/persons/page_html.hpp"
#include "app/persons/processing_register.hpp"
#include "app/persons/restriction.hpp"
#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPerson = "RTONNA48D52A794K";  // of case_of
constexpr const char* kOther = "LCTGPP35T08I919K";   // of nobody here

class SubjectExportTest : public testing::Test, protected TableStory {
 protected:
  SubjectExportTest() { send(case_of(1) + "," + case_of(2, "SAD8"), "S1"); }
  SubjectQuery about(const std::string& id) {
    const auto query =
        read_subject_query(R"({"id_type":"fiscal-code","id":")" + id + R"(","reason":"the person asks"})",
                           *home_.tables, *home_.keys, store().held());
    EXPECT_TRUE(query) << query.error().detail;
    return *query;
  }
  base::Result<SubjectExport, Problem> exported(const std::string& id,
                                                model::Comuni comuni = model::Comuni::all(),
                                                std::size_t limit = kExportBytes) {
    return export_subject({store(), *home_.tables, *home_.keys, std::move(comuni)}, about(id), "R1",
                          clock_.now(), limit);
  }
  std::string changed(const SubjectQuery& query, store::RestrictionStep step) {
    const auto change =
        change_restriction(store(), query, step, {clock_.now(), "ats", "", "R1", "disputed", {}});
    return change ? restriction_json("R1", step, *change) : std::string(change.error().code);
  }
  static rapidjson::Document parsed(const std::string& json) {
    rapidjson::Document document;
    document.Parse(json.c_str());
    EXPECT_FALSE(document.HasParseError()) << json;
    return document;
  }
};

TEST_F(SubjectExportTest, HasEveryRecordWithItsIdentitySubmissionAndPeriods) {
  const auto all = exported(kPerson);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->records, 2U);
  const auto json = parsed(all->json);
  EXPECT_STREQ(json["request"].GetString(), "R1");
  ASSERT_EQ(json["records"].Size(), 2U);
  std::size_t accepted = 0, waiting = 0;
  for (const auto& record : json["records"].GetArray()) {
    accepted += record.HasMember("accepted") ? 1U : 0U;
    waiting += record.HasMember("waiting") ? 1U : 0U;
    EXPECT_STREQ(record["source"].GetString(), kIsola);
  }
  EXPECT_EQ(accepted, 1U);
  EXPECT_EQ(waiting, 1U);
  ASSERT_EQ(json["submissions"].Size(), 1U);
  EXPECT_STREQ(json["submissions"][0]["id"].GetString(), "S1");
  EXPECT_THAT(all->json, AllOf(HasSubstr(kPerson), HasSubstr("ANZ|SAD8"), HasSubstr("\"kept_for\"")));
}

TEST_F(SubjectExportTest, PersonOfNobodyAndOfOtherComuniHasNothing) {
  for (const auto& none : {exported(kOther), exported(kPerson, model::Comuni({"016024"}))}) {
    ASSERT_TRUE(none);
    EXPECT_EQ(none->records, 0U);
    EXPECT_THAT(none->json,
                AllOf(HasSubstr("\"records\":[]"), HasSubstr("\"identities\":[]"), Not(HasSubstr(kPerson))));
  }
}

TEST_F(SubjectExportTest, LargerOneThanAllowedIsRefused) {
  const auto refused = exported(kPerson, model::Comuni::all(), 10);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "export-too-large");
  EXPECT_THAT(refused.error().detail, HasSubstr("raccordo subjects export"));
}

TEST_F(SubjectExportTest, PageShowsTheSameWithLabelsAndNoMarkupOfOthers) {
  const auto page = export_page(exported(kPerson)->json, home_.book->scheme);
  EXPECT_THAT(page, AllOf(HasSubstr("<html lang=\"it\">"), HasSubstr(kPerson), HasSubstr("ANZ|SAD8")));
  const auto hostile = export_page(
      R"({"request":"<script>alert(1)</script>","records":[{"source":"\"><img"}]})", home_.book->scheme);
  EXPECT_THAT(hostile,
              AllOf(HasSubstr("&lt;script&gt;"), Not(HasSubstr("<script>")), Not(HasSubstr("<img"))));
  EXPECT_THAT(export_page("[", home_.book->scheme), HasSubstr("</html>")) << "of a document that is none";
}

TEST_F(SubjectExportTest, HeldRecordIsWrittenWithTheFieldsThatWaitOpened) {
  const auto page = store().held().of_person(about(kPerson).pseudonyms, 10, "", model::Comuni::all());
  ASSERT_EQ(page.items.size(), 2U);
  for (const auto& held : page.items) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    write_held_members(writer, held, *home_.keys);
    writer.EndObject();
    const auto json = parsed(std::string(base::view(buffer)));
    EXPECT_STREQ(json["owner"].GetString(), "016170");
    EXPECT_EQ(json.HasMember("waiting"), !json.HasMember("accepted"));
    EXPECT_EQ(base::view(buffer).find(kPerson) != std::string_view::npos, json.HasMember("waiting"));
    EXPECT_FALSE(json.HasMember("former"));
    EXPECT_FALSE(json.HasMember("beside"));
  }
}

TEST_F(SubjectExportTest, RestrictionIsSetOnceLiftedOnceAndAudited) {
  const auto query = about(kPerson);
  const auto set = changed(query, store::RestrictionStep::restrict);
  EXPECT_THAT(set, AllOf(HasSubstr("\"restricted\":true,\"changed\":true"), HasSubstr("\"since\":\"")));
  EXPECT_THAT(changed(query, store::RestrictionStep::restrict), HasSubstr("\"changed\":false"));
  EXPECT_EQ(told("subject.restrict"), 1U);
  EXPECT_THAT(exported(kPerson)->json, HasSubstr("\"reason\":\"disputed\""));
  EXPECT_THAT(changed(query, store::RestrictionStep::lift),
              HasSubstr("\"restricted\":false,\"changed\":true"));
  EXPECT_THAT(changed(query, store::RestrictionStep::lift), HasSubstr("\"changed\":false"));
  EXPECT_EQ(told("subject.lift"), 1U);
}

TEST_F(SubjectExportTest, RestrictionOfAnUnknownPersonAndOfSeveralIsRefused) {
  EXPECT_EQ(changed(about(kOther), store::RestrictionStep::restrict), "not-found");
  auto several = about(kPerson);
  several.pseudonyms.push_back(about(kOther).pseudonyms.front());
  EXPECT_EQ(changed(several, store::RestrictionStep::restrict), "bad-identifier");
  EXPECT_EQ(told("subject.restrict"), 0U);
}

TEST(ErasureJson, HasEveryCount) {
  store::SubjectErasure erased;
  erased.records = 1;
  erased.waiting = 2;
  erased.issues = 3;
  erased.open_submissions = 4;
  erased.restrictions = 5;
  erased.exchanges = 6;
  EXPECT_EQ(
      erasure_json("R\"1", erased),
      R"({"request":"R\"1","erased":{"records":1,"waiting":2,"issues":3,"restrictions":5,"exchanges":6},"waiting_submissions":4})");
}

TEST(PageHtml, EscapesTextAndTitleAndKeepsTheBody) {
  const auto page = html_page("A & <b>", "<p>text</p>");
  EXPECT_THAT(page,
              AllOf(HasSubstr("<title>A &amp; &lt;b&gt;</title>"), HasSubstr("<h1>A &amp; &lt;b&gt;</h1>"),
                    HasSubstr("<p>text</p>"), Not(HasSubstr("<script"))));
}

TEST(ProcessingRegister, NamesSourcesAndDayAndMarksWhatTheConfigurationDoesNotSay) {
  const auto& book = *SceneTemplate::get().book;
  const base::Date day{2026, 11, 29};
  for (const auto& text : {processing_register(book, day), processing_register_page(book, day)}) {
    EXPECT_THAT(text, AllOf(HasSubstr("Registro delle attività di trattamento"), HasSubstr("2026-11-29"),
                            HasSubstr("da completare"), HasSubstr(kIsola)));
  }
}

TEST(ProcessingRegister, ValuesOfTheConfigurationDoNotBreakTablesOrMarkup) {
  auto book = *SceneTemplate::get().book;
  book.config.catalog.rights_holder = "<b>Ambito</b> | di \\prova\n# titolo";
  const base::Date day{2026, 11, 29};
  EXPECT_THAT(processing_register(book, day),
              HasSubstr("| Titolare | &lt;b>Ambito&lt;/b> \\| di \\\\prova # titolo |"));
  EXPECT_THAT(processing_register_page(book, day),
              AllOf(HasSubstr("&lt;b&gt;Ambito&lt;/b&gt;"), Not(HasSubstr("<b>Ambito"))));
}

TEST(ProcessingRegister, SaysThatNoSystemIsConnected) {
  auto book = *SceneTemplate::get().book;
  book.clients = {};
  EXPECT_THAT(processing_register(book, {2026, 11, 29}), HasSubstr("Nessun sistema è collegato."));
}

}  // namespace
}  // namespace raccordo::app
