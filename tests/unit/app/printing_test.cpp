// What verbs print: faults, progress, unknown sources; and the metrics page.
#include <gtest/gtest.h>

#include "app/cli/faults.hpp"
#include "app/cli/progress.hpp"
#include "app/cli/unknown_source.hpp"
#include "app/service/gauges.hpp"
#include "app/service/metric_page.hpp"
#include "app/service/metrics.hpp"

namespace raccordo::app {
namespace {

using testing::internal::CaptureStderr;
using testing::internal::CaptureStdout;
using testing::internal::GetCapturedStderr;
using testing::internal::GetCapturedStdout;

const base::FileFaults kFaults{{"a.csv", 7, "is \"wrong\""}, {"b.yaml", 0, "is missing"}};

TEST(ReportFaults, PrintsFileAndLineAndReturnsOne) {
  CaptureStdout();
  EXPECT_EQ(report_faults(kFaults, Output::text), 1);
  EXPECT_EQ(GetCapturedStdout(), "a.csv:7: is \"wrong\"\nb.yaml: is missing\n");
}

TEST(ReportFaults, PrintsOneJsonObject) {
  CaptureStdout();
  EXPECT_EQ(report_faults(kFaults, Output::json), 1);
  EXPECT_EQ(GetCapturedStdout(), R"({"faults":[{"file":"a.csv","line":7,"message":"is \"wrong\""},)"
                                 R"({"file":"b.yaml","line":0,"message":"is missing"}],"warnings":[]})"
                                 "\n");
}

TEST(ReportFaults, ReturnsZeroWithoutFaults) {
  CaptureStdout();
  EXPECT_EQ(report_faults({}, Output::text), 0);
  EXPECT_EQ(GetCapturedStdout(), "");
}

TEST(Progress, PrintsNothingForShortWorkOrWithoutTerminal) {
  CaptureStderr();
  {
    Progress progress("import", 10);
    for (std::uint64_t done = 0; done <= 10; ++done) progress.at(done);
  }
  EXPECT_EQ(GetCapturedStderr(), "");
}

TEST(UnknownSource, NamesTheNearestAndReturnsTwo) {
  Rulebook book;
  book.sources.emplace("bergamo", SourceRules{codecs::Profile(nullptr), {}, {}});
  CaptureStderr();
  EXPECT_EQ(unknown_source(book, "bergano", Output::text), 2);
  EXPECT_NE(GetCapturedStderr().find("did you mean bergamo?"), std::string::npos);
  CaptureStderr();
  EXPECT_EQ(unknown_source(book, "zzz", Output::text), 2);
  EXPECT_EQ(GetCapturedStderr().find("did you mean"), std::string::npos);
}

TEST(Metrics, CountRequestsByRouteAndStatusAndRecordsByOutcome) {
  Metrics metrics;
  metrics.count_request("/v1/releases/{id}", 200, 0.002);
  metrics.count_request("/v1/releases/{id}", 200, 0.002);
  metrics.count_records("bergamo", {5, 3, 0, 1, 1});
  Gauges gauges;
  gauges.connections_open = 4;
  const auto page = metrics.render(gauges);
  for (const auto* line : {R"(raccordo_requests_total{route="/v1/releases/{id}",status="200"} 2)",
                           R"(raccordo_records_total{outcome="accepted",source="bergamo"} 3)",
                           R"(raccordo_records_total{outcome="rejected",source="bergamo"} 1)",
                           "raccordo_connections_open 4", "raccordo_request_seconds_count 2"}) {
    EXPECT_NE(page.find(line), page.npos) << line << "\n" << page;
  }
  EXPECT_EQ(page.find(R"(outcome="unchanged")"), page.npos);
}

TEST(Metrics, ShowNothingOfWhatIsNoMore) {
  const Metrics metrics;
  Gauges gauges;
  gauges.certificates.push_back({"client", "a client", 60});
  gauges.coverage_percent["bergamo"] = 97;
  const auto before = metrics.render(gauges);
  EXPECT_NE(before.find(R"(raccordo_certificate_expiry_seconds{kind="client",name="a client"} 60)"),
            before.npos);
  EXPECT_NE(before.find(R"(raccordo_coverage_ratio{source="bergamo"} 0.97)"), before.npos);
  const auto after = metrics.render({});
  EXPECT_EQ(after.find("raccordo_certificate_expiry_seconds"), after.npos);
  EXPECT_EQ(after.find("raccordo_coverage_ratio"), after.npos);
}

}  // namespace
}  // namespace raccordo::app
