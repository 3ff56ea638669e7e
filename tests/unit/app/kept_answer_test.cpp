#include "app/http/kept_answer.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

constexpr base::Instant kMoment{1'795'334'400'000'000};  // 2026-11-22T08:00:00Z

Request asking(std::vector<net::Header> headers) {
  Request request;
  request.head.headers = std::move(headers);
  return request;
}

KeptAnswer some_answer() {
  KeptAnswer answer{"digest table", "text/csv", "table-2017.csv", kMoment, Keeping::a_day};
  return answer;
}

net::Response ask(std::vector<net::Header> headers, const KeptAnswer& answer = some_answer()) {
  return deliver(asking(std::move(headers)), answer, [] { return std::string(4000, 'x'); });
}

std::string header(const net::Response& response, std::string_view name) {
  for (const auto& [given, value] : response.headers) {
    if (given == name) return value;
  }
  return "";
}

TEST(KeptAnswer, SaysHowLongItMayBeKept) {
  const auto response = ask({});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "cache-control"), "public, max-age=86400");
  EXPECT_EQ(header(response, "last-modified"), "Sun, 22 Nov 2026 08:00:00 GMT");
  EXPECT_EQ(header(response, "content-disposition"), "attachment; filename=\"table-2017.csv\"");
  EXPECT_EQ(header(response, "content-encoding"), "");
  EXPECT_EQ(response.body.size(), 4000U);
}

TEST(KeptAnswer, Answers304ToTheEtagOfTheSameCoding) {
  const auto plain = header(ask({}), "etag");
  const auto packed = ask({{"accept-encoding", "gzip"}});
  EXPECT_EQ(header(packed, "content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 200U);
  EXPECT_NE(header(packed, "etag"), plain);
  EXPECT_EQ(ask({{"if-none-match", plain}}).status, 304);
  EXPECT_EQ(ask({{"if-none-match", "\"other\", W/" + plain}}).status, 304);
  EXPECT_EQ(ask({{"if-none-match", "*"}}).status, 304);
  EXPECT_EQ(ask({{"if-none-match", header(packed, "etag")}}).status, 200);
  EXPECT_EQ(ask({{"if-none-match", plain.substr(0, plain.size() - 1)}}).status, 200);
  EXPECT_TRUE(ask({{"if-none-match", plain}}).body.empty());
}

TEST(KeptAnswer, UsesIfModifiedSinceOnlyWithoutIfNoneMatch) {
  EXPECT_EQ(ask({{"if-modified-since", "Sun, 22 Nov 2026 08:00:00 GMT"}}).status, 304);
  EXPECT_EQ(ask({{"if-modified-since", "Sun, 22 Nov 2026 07:59:59 GMT"}}).status, 200);
  EXPECT_EQ(ask({{"if-modified-since", "yesterday"}}).status, 200);
  EXPECT_EQ(
      ask({{"if-modified-since", "Sun, 22 Nov 2026 08:00:00 GMT"}, {"if-none-match", "\"other\""}}).status,
      200);
}

TEST(KeptAnswer, HasAnotherEtagForAnotherBodyOrFormat) {
  auto other = some_answer();
  other.identity = "digest other";
  EXPECT_NE(header(ask({}, other), "etag"), header(ask({}), "etag"));
  other = some_answer();
  other.media_type = "application/json";
  EXPECT_NE(header(ask({}, other), "etag"), header(ask({}), "etag"));
}

TEST(KeptAnswer, DoesNotCompressAWorkbook) {
  auto book = some_answer();
  book.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  EXPECT_EQ(header(ask({{"accept-encoding", "gzip"}}, book), "content-encoding"), "");
}

TEST(OpenData, IsEveryPathBelowOpenAndTheCatalogue) {
  for (const auto* path : {"/open", "/open/", "/open/releases/01JD", "/catalog"})
    EXPECT_TRUE(is_open_data(path));
  for (const auto* path : {"/openapi.yaml", "/v1/series", "/", "/catalogue", "/opened"})
    EXPECT_FALSE(is_open_data(path));
  net::Response inside;
  allow_every_origin("/v1/releases", inside);
  EXPECT_TRUE(inside.headers.empty());
}

}  // namespace
}  // namespace raccordo::app
