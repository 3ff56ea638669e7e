#include "net/convert.hpp"

#include <gtest/gtest.h>

namespace raccordo::net {
namespace {

const base::Instant kNow{1'795'334'400'000'000};  // 2026-11-22T08:00:00Z

TEST(Target, AcceptsOriginFormOnly) {
  for (const char* good : {"/", "/v1/a%2Fb?x=1&y=2", "/a/../b", "/?"})
    EXPECT_TRUE(is_usable_target(good)) << good;
  for (const char* bad : {"", "*", "http://h/", "h:443", "/a b", "/a\x7f", "/a\x01", "/a#b", "/\xc3\xa8"}) {
    EXPECT_FALSE(is_usable_target(bad)) << bad;
  }
}

TEST(Target, InAbsoluteFormGivesItsOriginForm) {
  EXPECT_EQ(origin_form("https://localhost:8443/v1/whoami?a=b"), "/v1/whoami?a=b");
  EXPECT_EQ(origin_form("HTTP://h"), "/");
  EXPECT_EQ(origin_form("https://h?a=b"), "/?a=b");
  EXPECT_EQ(origin_form("/v1/whoami"), "/v1/whoami");
  EXPECT_EQ(origin_form("*"), "*");
}

TEST(Target, InAbsoluteFormMustBeWellFormed) {
  for (const char* bad : {"https:/h/", "https:///v1", "https://u@h/v1", "https://u:p@h/", "ftp://h/",
                          "https:", "https://h/a#b", "//h/../x y"}) {
    EXPECT_FALSE(is_usable_target(origin_form(bad))) << bad;
  }
}

TEST(Target, HasALimit) {
  EXPECT_TRUE(is_usable_target("/" + std::string(kTargetBytes - 1, 'a')));
  EXPECT_FALSE(is_usable_target("/" + std::string(kTargetBytes, 'a')));
}

TEST(Target, ReturnsItsPathIfValid) {
  RawHead head;
  EXPECT_EQ(path_of(head), "");
  head.target = "/a%2Fb?c=d";
  EXPECT_EQ(path_of(head), "/a%2Fb");
  head.target = "/\xc3\xa8";
  EXPECT_EQ(path_of(head), "");
}

TEST(RequestId, KeepsAValidOneAndReplacesOthers) {
  const auto with = [](const std::string& id) {
    RawHead head;
    head.headers = {{"x-request-id", id}};
    return request_id_of(head, kNow);
  };
  EXPECT_EQ(with("3f2c-A.b_c.1"), "3f2c-A.b_c.1");
  EXPECT_EQ(with(std::string(64, 'a')), std::string(64, 'a'));
  for (const std::string& bad :
       {std::string(), std::string(65, 'a'), std::string("a b"), std::string("a:b"), std::string("a/b"),
        std::string("a=b"), std::string("a\"b"), std::string("<x>"), std::string("\xc3\xa8")}) {
    EXPECT_EQ(with(bad).size(), 26U) << bad;
  }
}

TEST(RequestHead, SplitsPathAndQueryAndLeavesThemEncoded) {
  RawHead raw;
  raw.method = "GET";
  raw.target = "/a%2Fb?c=%3F?d";
  raw.headers = {{"x", "1"}, {"x", "2"}};
  const RequestHead head = to_request_head(raw, "id", std::nullopt);
  EXPECT_EQ(head.path, "/a%2Fb");
  EXPECT_EQ(head.query, "c=%3F?d");
  EXPECT_EQ(head.header("x"), "1");
  EXPECT_EQ(head.header("y"), "");
}

AnswerFrame frame(AnswerFrame::Channel channel = AnswerFrame::Channel::tls) {
  AnswerFrame out;
  out.request_id = "id-1";
  out.now = kNow;
  out.channel = channel;
  return out;
}

TEST(AnswerHead, HasFramingIdAndSecurityHeaders) {
  Response response{201, {{"Content-Type", "text/plain"}}, "hello"};
  EXPECT_EQ(
      answer_head(response, frame()),
      "HTTP/1.1 201 Created\r\nDate: Sun, 22 Nov 2026 08:00:00 GMT\r\nContent-Type: text/plain\r\n"
      "X-Request-Id: id-1\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
      "Strict-Transport-Security: max-age=31536000\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n");
}

TEST(AnswerHead, KeepsCacheControlAndOmitsTransportSecurityInPlainHttp) {
  Response response{200, {{"cache-control", "public"}}, ""};
  const std::string head = answer_head(response, frame(AnswerFrame::Channel::plain));
  EXPECT_EQ(head.find("no-store"), std::string::npos);
  EXPECT_EQ(head.find("Strict-Transport"), std::string::npos);
}

TEST(AnswerHead, OmitsInvalidAndReservedHeaders) {
  Response response{
      200,
      {{"X-Evil", "a\r\nSet-Cookie: b"}, {"Bad Name", "c"}, {"Content-Length", "99"}, {"X-Good", "d"}},
      "e"};
  const std::string head = answer_head(response, frame());
  EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
  EXPECT_EQ(head.find("Bad Name"), std::string::npos);
  EXPECT_EQ(head.find("99"), std::string::npos);
  EXPECT_NE(head.find("X-Good: d\r\n"), std::string::npos);
}

TEST(AnswerHead, HasNoLengthWithoutBody) {
  for (const int status : {204, 304}) {
    EXPECT_EQ(answer_head(Response{status, {}, "x"}, frame()).find("Content-Length"), std::string::npos)
        << status;
  }
}

}  // namespace
}  // namespace raccordo::net
