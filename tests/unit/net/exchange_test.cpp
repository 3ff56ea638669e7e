// Requests and answers over real TLS.
#include <gtest/gtest.h>

#include <thread>

#include "unit/net/test_server.hpp"

namespace raccordo::net {
namespace {

using support::ClientOptions;
using support::HttpsClient;

const std::string kHost = "Host: localhost\r\n";

std::string post_head(const std::string& path, std::size_t length, const std::string& more = "") {
  return "POST " + path + " HTTP/1.1\r\n" + kHost + "Content-Length: " + std::to_string(length) + "\r\n" +
         more + "\r\n";
}

TEST(Exchange, AnswersSeveralRequestsOnOneConnection) {
  TestServer server;
  auto client = server.connect();
  for (int i = 0; i < 5; ++i) {
    const auto answer = client.post("/echo", "body " + std::to_string(i));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "body " + std::to_string(i));
  }
  EXPECT_EQ(server.server->counters().accepted, 1U);
  EXPECT_EQ(server.server->counters().requests, 5U);
}

TEST(Exchange, ReturnsTheRequestIdOrCreatesOne) {
  TestServer server;
  auto client = server.connect();
  EXPECT_EQ(client.get("/", {"X-Request-Id: mine-1"})->header("x-request-id"), "mine-1");
  EXPECT_EQ(client.get("/")->header("x-request-id").size(), 26U);
  EXPECT_EQ(server.application.last_head().request_id.size(), 26U);
}

TEST(Exchange, AnswersPipelinedRequestsInOrder) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/echo", 3) + "one" + post_head("/echo", 3) + "two" + "GET / HTTP/1.1\r\n" + kHost +
              "\r\n");
  EXPECT_EQ(client.receive()->body, "one");
  EXPECT_EQ(client.receive()->body, "two");
  EXPECT_EQ(client.receive()->body.substr(0, 5), "peer=");
}

TEST(Exchange, PassesLargeBodiesBothWays) {
  TestServer server;
  auto client = server.connect();
  std::string body;
  for (int i = 0; body.size() < 5'000'000; ++i) body += std::to_string(i);
  const auto answer = client.post("/echo", body);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->body == body);
  EXPECT_EQ(client.get("/big")->body.size(), 3'000'000U);
}

TEST(Exchange, JoinsChunks) {
  TestServer server;
  auto client = server.connect();
  client.send("POST /echo HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n");
  client.send("5\r\nhel");
  client.send("lo\r\n6\r\n wor");
  client.send("ld\r\n0\r\n\r\n");
  EXPECT_EQ(client.receive()->body, "hello world");
}

TEST(Exchange, SendsContinueToAWaitingClient) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/echo", 5, "Expect: 100-continue\r\n"));
  EXPECT_EQ(client.receive("HEAD")->status, 100);
  client.send("hello");
  EXPECT_EQ(client.receive()->body, "hello");
}

TEST(Exchange, RefusesBeforeTheBodyOfAWaitingClient) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/refuse", 5, "Expect: 100-continue\r\n"));
  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 401);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, RefusesUnknownExpectations) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/echo", 5, "Expect: miracles\r\n"));
  EXPECT_EQ(client.receive()->status, 417);
}

TEST(Exchange, DrainsASmallUnwantedBodyAndContinues) {
  TestServer server;
  auto client = server.connect();
  EXPECT_EQ(client.post("/refuse", std::string(1000, 'x'))->status, 401);
  EXPECT_EQ(client.get("/")->status, 200);
}

TEST(Exchange, ClosesAfterAnAnswerBeforeALargeBody) {
  TestServer server;
  auto client = server.connect();
  const auto answer = client.post("/refuse", std::string(500'000, 'x'));
  ASSERT_TRUE(answer) << client.failure();
  EXPECT_EQ(answer->status, 401);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, SinkCanStopTheTransfer) {
  TestServer server;
  auto client = server.connect();
  const auto answer = client.post("/stop", std::string(500'000, 'x'));
  ASSERT_TRUE(answer) << client.failure();
  EXPECT_EQ(answer->status, 422);
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, AnswersHeadWithoutBody) {
  TestServer server;
  auto client = server.connect();
  client.send("HEAD / HTTP/1.1\r\n" + kHost + "\r\n");
  const auto head = client.receive("HEAD");
  EXPECT_EQ(head->status, 200);
  EXPECT_NE(head->header("content-length"), "0");
  EXPECT_EQ(client.get("/")->status, 200) << "no bytes between the two answers";
}

TEST(Exchange, ServesHttp10AndCloses) {
  TestServer server;
  auto client = server.connect();
  client.send("GET / HTTP/1.0\r\n\r\n");
  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, ClosesWhenAsked) {
  TestServer server;
  auto client = server.connect();
  EXPECT_EQ(client.get("/", {"Connection: close"})->header("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, AnswersAfterAnyException) {
  TestServer server;
  EXPECT_EQ(server.connect().get("/throw")->status, 500);
  EXPECT_EQ(server.connect().post("/throw", "x")->status, 500);
}

TEST(Exchange, AcceptsAbsoluteFormAndEmptyLinesBeforeTheRequest) {
  TestServer server;
  auto client = server.connect();
  client.send("\r\nGET https://localhost/a?b=c HTTP/1.1\r\n" + kHost + "\r\n");
  EXPECT_EQ(client.receive()->status, 200);
  EXPECT_EQ(server.application.last_head().path, "/a");
  EXPECT_EQ(server.application.last_head().query, "b=c");
  client.send("\r\n\r\n\r\nGET /d HTTP/1.1\r\n" + kHost + "\r\n");
  EXPECT_EQ(client.receive()->status, 200);
  EXPECT_EQ(server.application.last_head().path, "/d");
}

TEST(Exchange, RefusesEndlessTrailers) {
  TestServer server;
  auto client = server.connect();
  client.send("POST /echo HTTP/1.1\r\n" + kHost +
              "Transfer-Encoding: chunked\r\n\r\n0\r\nT: " + std::string(70'000, 'x'));
  EXPECT_EQ(client.receive()->status, 400);
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, RefusesTargetsThatAreNeitherOriginNorAbsoluteForm) {
  TestServer server;
  for (const std::string target : {"http://u@localhost/", "ftp://localhost/", "*", "/a\x7f", "/\x01"}) {
    auto client = server.connect();
    client.send("GET " + target + " HTTP/1.1\r\n" + kHost + "\r\n");
    const auto answer = client.receive();
    ASSERT_TRUE(answer) << target;
    EXPECT_EQ(answer->status, 400) << target;
    EXPECT_EQ(answer->header("x-request-id").size(), 26U);
    EXPECT_TRUE(client.ended());
  }
}

TEST(Exchange, RefusesBothLengthAndTransferCoding) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/echo", 5, "Transfer-Encoding: chunked\r\n") + "0\r\n\r\nGET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 400);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server.server->counters().requests, 1U);
}

TEST(Exchange, AnswersAClientThatHasClosedItsSide) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/echo", 5) + "hello");
  client.half_close();
  EXPECT_EQ(client.receive()->body, "hello");
}

TEST(Exchange, Answers400IfTheBodyEndsEarly) {
  TestServer server;
  auto client = server.connect();
  client.send(post_head("/echo", 50) + "hello");
  client.half_close();
  EXPECT_EQ(client.receive()->status, 400);
  EXPECT_TRUE(client.ended());
}

TEST(Exchange, ServesPlainHttpWithoutTransportSecurity) {
  TestApplication application;
  Server server({"127.0.0.1", 0}, nullptr, {}, 1, application);
  server.start();
  ClientOptions options;
  options.channel = ClientOptions::Channel::plain;
  HttpsClient client(server.port(), options);
  const auto answer = client.post("/echo", "hello");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "hello");
  EXPECT_EQ(answer->header("strict-transport-security"), "");
  EXPECT_EQ(client.get("/")->body, "peer=none");
}

TEST(Exchange, ListensOnIpv6) {
  TestApplication application;
  Server server({"[::1]", 0}, nullptr, {}, 1, application);
  server.start();
  ClientOptions options;
  options.channel = ClientOptions::Channel::plain;
  options.address = "::1";
  EXPECT_TRUE(HttpsClient(server.port(), options).get("/"));
}

}  // namespace
}  // namespace raccordo::net
