// What requests for series and reports are answered before anything is rendered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/http/report_answer.hpp"
#include "app/http/series_range.hpp"
#include "app/releases/release_json.hpp"
#include "unit/app/shipped_book.hpp"
#include "unit/app/some_releases.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

store::ReleaseRow row_of(std::string id, std::string period) {
  store::ReleaseRow row;
  row.id = std::move(id);
  row.period = std::move(period);
  row.state = "DONE";
  row.published_at = base::Instant{1};
  row.metadata = R"({"tables":[{"id":"persons","title_it":"Persone","title_en":"Persons"}]})";
  return row;
}

class ReleaseAnswers : public testing::Test {
 protected:
  ReleaseAnswers() {
    request_.tables = ActiveTables::from_files(load_book(shipped_config(folder_)), base::system_clock());
    request_.path["table"] = "persons";
  }
  std::string problem(const std::string& from, const std::string& to) {
    request_.query = {{"from", from}, {"to", to}};
    const auto found = wanted_releases(store_, request_, Audience::open);
    return found ? std::to_string(found->size())
                 : std::string(found.error().code) + ": " + found.error().detail;
  }
  net::Response report(const store::ReleaseRow& row, Audience audience, const std::string& before = "") {
    request_.query.clear();
    if (!before.empty()) request_.query["before"] = before;
    return answer_report(store_, request_, row, audience);
  }

  SomeReleases store_{{row_of("3", "2017"), row_of("2", "2016"), row_of("1", "2015")}};
  support::ScratchFolder folder_;
  Request request_;
};

TEST_F(ReleaseAnswers, SeriesNeedsBoundsOfALengthThatWasReleased) {
  EXPECT_EQ(problem("2016", "2017"), "2");
  EXPECT_EQ(problem("", "2016"), "2");
  EXPECT_EQ(problem("2017-Q1", ""),
            "bad-request: `from` names a quarter, but no quarter was released of this table. Released: 2015, "
            "2016, 2017.");
  EXPECT_THAT(problem("", "2017-12"), HasSubstr("bad-request: `to` names a month"));
  EXPECT_THAT(problem("soon", ""), HasSubstr("bad-request: `from` must be a period"));
  EXPECT_THAT(problem("2017", "2016"), HasSubstr("lies after"));
  EXPECT_THAT(problem("2031", ""),
              HasSubstr("not-found: This table was not released for any of those periods"));
}

TEST_F(ReleaseAnswers, SeriesOfTwoLengthsTakesBoundsOfBoth) {
  store_ = SomeReleases({row_of("2", "2017-Q1"), row_of("1", "2016")});
  EXPECT_EQ(problem("2017-Q1", ""), "1");
  EXPECT_EQ(problem("2016", ""), "2");
  EXPECT_THAT(problem("2017-01", ""), HasSubstr("names a month"));
}

TEST_F(ReleaseAnswers, ReportIsOfAFinishedReleaseComparedWithAReadableOne) {
  auto running = row_of("4", "2018");
  running.state = "RUNNING";
  EXPECT_EQ(report(running, Audience::inside).status, 404);
  auto refused = row_of("4", "2018");
  refused.state = "REFUSED";
  EXPECT_EQ(report(refused, Audience::inside).status, 409);
  auto kept = row_of("0", "2014");
  kept.published_at.reset();
  store_ = SomeReleases({kept});
  const auto outside = report(row_of("3", "2017"), Audience::open, "0");
  EXPECT_EQ(outside.status, 404);
  EXPECT_THAT(outside.body, HasSubstr("`before` names no published release"));
  const auto nothing = report(row_of("3", "2017"), Audience::inside, "x");
  EXPECT_THAT(nothing.body, HasSubstr("`before` names no finished release"));
}

}  // namespace
}  // namespace raccordo::app
