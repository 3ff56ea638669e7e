#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/http/open_index.hpp"
#include "app/http/table_answer.hpp"
#include "app/releases/left_out.hpp"
#include "app/releases/release_json.hpp"
#include "app/rules/table_document.hpp"
#include "base/stored_damage.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::Not;

store::ReleaseRow release(std::string state) {
  store::ReleaseRow row;
  row.id = "R1";
  row.period = "2017";
  row.state = std::move(state);
  row.created_at = {1'795'334'400'000'000};
  row.metadata = R"({"tables":[{"id":"persons","title_it":"Persone <tutte>","title_en":"Persons & all"}]})";
  return row;
}

Config somewhere() {
  Config config;
  config.public_url = "https://data.example.org";
  return config;
}

TEST(OpenIndex, ListsTheTablesOfEachReleaseEscaped) {
  auto row = release("DONE");
  row.revision_date = "2018-06-30";
  const auto html = open_index(somewhere(), {row}, released_tables(row), PageLanguage::it);
  EXPECT_THAT(html, HasSubstr("<html lang=\"it\">"));
  EXPECT_THAT(html, HasSubstr("Persone &lt;tutte&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("<tutte>")));
  EXPECT_THAT(html, HasSubstr("/open/releases/R1/tables/persons?format=xlsx"));
  EXPECT_THAT(html, HasSubstr("/open/series/persons?format=csv"));
  EXPECT_THAT(html, HasSubstr("revisione del 2018-06-30"));
  EXPECT_THAT(open_index(somewhere(), {row}, {}, PageLanguage::en), HasSubstr("Persons &amp; all"));
}

TEST(OpenIndex, SaysThatThereIsNoRelease) {
  EXPECT_THAT(open_index(somewhere(), {}, {}, PageLanguage::en),
              HasSubstr("No release has been published yet."));
}

TEST(OpenIndex, RefusesDamagedMetadata) {
  auto row = release("DONE");
  for (const auto* damaged :
       {"", "{}", R"({"tables":{}})", R"({"tables":[{"id":"a","title_it":"b"}]})",
        R"({"tables":[{"id":1,"title_it":"b","title_en":"c"}]})", R"({"tables":[7]})"}) {
    row.metadata = damaged;
    EXPECT_THROW(open_index(somewhere(), {row}, {}, PageLanguage::it), base::StoredDamage) << damaged;
  }
}

TEST(TableDocument, GivesTheOpenAddressOncePublished) {
  auto row = release("DONE");
  EXPECT_EQ(table_document(somewhere(), row, "persons").href,
            "https://data.example.org/v1/releases/R1/tables/persons");
  row.published_at = row.created_at;
  EXPECT_EQ(table_document(somewhere(), row, "persons").href,
            "https://data.example.org/open/releases/R1/tables/persons");
}

TEST(TableDocument, NamesThePublisherOfTheCatalogElseTheProgram) {
  auto config = somewhere();
  config.catalog.publisher = "";
  EXPECT_EQ(publisher_of(config), "Raccordo, https://data.example.org");
  config.catalog.publisher = "ATS Bergamo";
  EXPECT_EQ(publisher_of(config), "ATS Bergamo");
}

TEST(LeftOut, AddsEachRateWithItsReason) {
  const std::string metadata = R"({"tables":[]})";
  EXPECT_EQ(with_left_out(metadata, {}), metadata);
  EXPECT_EQ(with_left_out(metadata, {{"prevalence", "no figures of 2030"}}),
            R"({"tables":[],"left_out":[{"id":"prevalence","reason":"no figures of 2030"}]})");
}

class TableAnswer : public testing::Test {
 protected:
  TableAnswer() {
    request_.tables = ActiveTables::from_files(load_book(shipped_config(folder_)), base::system_clock());
    request_.path["table"] = "persons";
  }
  net::Response answer(const store::ReleaseRow& row) {
    return answer_release_table(request_, row, Audience::inside);
  }

  support::ScratchFolder folder_;
  Request request_;
};

TEST_F(TableAnswer, IsNotFoundWhileTheReleaseIsComputed) {
  const auto response = answer(release("RUNNING"));
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("still being computed"));
}

TEST_F(TableAnswer, OfARefusedReleaseSaysWhy) {
  auto row = release("REFUSED");
  row.reason = "too few persons";
  const auto response = answer(row);
  EXPECT_EQ(response.status, 409);
  EXPECT_THAT(response.body, HasSubstr("too few persons"));
}

TEST_F(TableAnswer, IsNotFoundForATableThatTheReleaseHasNot) {
  request_.path["table"] = "nothing";
  EXPECT_EQ(answer(release("DONE")).status, 404);
}

TEST_F(TableAnswer, NamesTheFormatsThereAre) {
  request_.query["format"] = "pdf";
  const auto response = answer(release("DONE"));
  EXPECT_EQ(response.status, 406);
  EXPECT_THAT(response.body, HasSubstr("?format="));
}

TEST_F(TableAnswer, RefusesLabelsOfAnotherFormatThanSdmxCsv) {
  request_.query["format"] = "csv";
  request_.query["labels"] = "both";
  const auto response = answer(release("DONE"));
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("`labels` belongs to ?format=sdmx-csv only"));
}

}  // namespace
}  // namespace raccordo::app
