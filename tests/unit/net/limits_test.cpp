// Limits of size, time and number, each at the limit and one beyond.
#include <gtest/gtest.h>

#include <vector>

#include "unit/net/test_server.hpp"

namespace raccordo::net {
namespace {

using support::HttpsClient;

const std::string kHost = "Host: localhost\r\n";

ServerLimits impatient() {
  ServerLimits limits;
  limits.idle = std::chrono::seconds(1);
  return limits;
}

std::string get_of_size(std::size_t size) {
  const std::string start = "GET / HTTP/1.1\r\n" + kHost + "X: ";
  return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
}

TEST(Limits, HeaderAtTheLimitIsAcceptedAndOneByteMoreRefused) {
  TestServer server;
  auto client = server.connect();
  client.send(get_of_size(16 << 10));
  EXPECT_EQ(client.receive()->status, 200);
  client.send(get_of_size((16 << 10) + 1));
  EXPECT_EQ(client.receive()->status, 431);
  EXPECT_TRUE(client.ended());
}

TEST(Limits, BodyOfKnownLengthIsRefusedBeforeItIsRead) {
  ServerLimits limits;
  limits.body = 10'000;
  TestServer server(limits);
  auto client = server.connect();
  EXPECT_EQ(client.post("/echo", std::string(10'000, 'x'))->body.size(), 10'000U);
  client.send("POST /echo HTTP/1.1\r\n" + kHost + "Content-Length: 10001\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 413);
  EXPECT_TRUE(client.ended());
}

TEST(Limits, BodyInChunksIsRefusedOnceItIsTooLong) {
  ServerLimits limits;
  limits.body = 10'000;
  TestServer server(limits);
  auto client = server.connect();
  const std::string head = "POST /echo HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n";
  client.send(head + "2710\r\n" + std::string(10'000, 'x') + "\r\n0\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 200);
  client.send(head + "2710\r\n" + std::string(10'000, 'x') + "\r\n1\r\ny\r\n0\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 413);
  EXPECT_TRUE(client.ended());
}

TEST(Limits, RefusalsIncludeThePathOnceItWasRead) {
  ServerLimits limits = impatient();
  limits.body = 10;
  TestServer server(limits);
  const auto answer_to = [&](const std::string& request) {
    auto client = server.connect();
    client.send(request);
    return client.receive()->body;
  };
  EXPECT_EQ(answer_to("POST /echo?a=b HTTP/1.1\r\n" + kHost + "Content-Length: 11\r\n\r\n"), "path=/echo");
  EXPECT_EQ(answer_to("POST /echo HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\n\r\n"), "path=/echo");
  EXPECT_EQ(answer_to("GET /here HTTP/1.1\r\n" + kHost + "X: " + std::string(20'000, 'x') + "\r\n\r\n"),
            "path=/here");
  EXPECT_EQ(answer_to("GET /he"), "path=");
  EXPECT_EQ(answer_to("nonsense\r\n\r\n"), "path=");
}

TEST(Limits, SlowHeadGets408) {
  TestServer server(impatient());
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: lo");
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server.server->counters().timeouts, 1U);
}

TEST(Limits, SlowBodyGets408) {
  TestServer server(impatient());
  auto client = server.connect();
  client.send("POST /echo HTTP/1.1\r\n" + kHost + "Content-Length: 100\r\n\r\nhello");
  EXPECT_EQ(client.receive()->status, 408);
  EXPECT_TRUE(client.ended());
}

/// Sends `start`, then single bytes until the server times out; returns the status of its answer.
int drip(const std::string& start) {
  TestServer server(impatient());
  auto client = server.connect();
  client.send(start);
  const auto begun = std::chrono::steady_clock::now();
  while (server.server->counters().timeouts == 0 &&
         std::chrono::steady_clock::now() - begun < std::chrono::seconds(8)) {
    client.send("x");
    server.connect().get("/");  // a round trip takes the place of a pause between two bytes
  }
  const auto answer = client.receive();
  return answer ? answer->status : 0;
}

TEST(Limits, SingleBytesDoNotExtendTheDeadline) {
  EXPECT_EQ(drip("GET / HTTP/1.1\r\n" + kHost + "X: "), 408);
  EXPECT_EQ(drip("POST /echo HTTP/1.1\r\n" + kHost + "Content-Length: 100000\r\n\r\n"), 408);
}

TEST(Limits, IdleConnectionIsClosedWithoutAnAnswer) {
  TestServer server(impatient());
  auto client = server.connect();
  EXPECT_EQ(client.get("/")->status, 200);
  EXPECT_FALSE(client.receive());
  EXPECT_TRUE(client.ended());
}

TEST(Limits, SlowReaderIsDisconnected) {
  TestServer server(impatient());
  auto client = server.connect();
  // Unread answers of 3 MB each fill all buffers between server and client.
  for (int i = 0; i < 8; ++i) client.send("GET /big HTTP/1.1\r\n" + kHost + "\r\n");
  const auto begun = std::chrono::steady_clock::now();
  while (server.server->counters().timeouts == 0 &&
         std::chrono::steady_clock::now() - begun < std::chrono::seconds(8)) {
    server.connect().get("/");
  }
  EXPECT_EQ(server.server->counters().timeouts, 1U);
}

support::HttpsClient stranger(const TestServer& server) {
  auto options = support::client_options("bergamo");
  options.certificate.clear();
  options.key.clear();
  return {server.server->port(), options};
}

TEST(Limits, UnlistedConnectionsBeyondTheLimitGet503) {
  ServerLimits limits;
  limits.connections = 2;
  TestServer server(limits);
  auto first = server.connect();
  auto second = server.connect();
  EXPECT_TRUE(first.get("/"));
  EXPECT_TRUE(second.get("/"));
  auto third = stranger(server);
  const auto answer = third.get("/");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_NE(answer->header("retry-after"), "");
  EXPECT_EQ(first.get("/")->status, 200);
  EXPECT_EQ(server.server->counters().turned_away, 1U);
}

TEST(Limits, IdleUnlistedConnectionsAreClosedForAKnownClient) {
  ServerLimits limits;
  limits.connections = 2;
  TestServer server(limits);
  auto first = stranger(server);
  EXPECT_EQ(first.get("/")->status, 200);
  auto second = stranger(server);
  EXPECT_EQ(second.get("/")->status, 503) << "unlisted connections use at most half of the places";
  for (int i = 0; i < 3; ++i) {
    auto known = server.connect();
    EXPECT_EQ(known.get("/")->status, 200);
    auto another = server.connect();
    EXPECT_EQ(another.get("/")->status, 200);
  }
  EXPECT_TRUE(first.ended()) << "it was idle and unlisted when a listed client found no free place";
  EXPECT_EQ(server.server->counters().evicted, 1U);
}

TEST(Limits, ManyFromOneAddressLeaveRoomForAKnownClientThere) {
  ServerLimits limits;
  limits.per_address = 2;
  TestServer server(limits);
  auto first = stranger(server);
  auto second = stranger(server);
  EXPECT_EQ(first.get("/")->status, 200);
  EXPECT_EQ(second.get("/")->status, 200);
  EXPECT_EQ(stranger(server).get("/")->status, 503);
  EXPECT_EQ(server.connect().get("/")->status, 200);
}

TEST(Limits, ConnectionsFarBeyondTheLimitAreDropped) {
  ServerLimits limits;
  limits.connections = 1;
  TestServer server(limits);
  support::ClientOptions plain;
  plain.channel = support::ClientOptions::Channel::plain;
  std::vector<HttpsClient> clients;
  for (int i = 0; i < 9; ++i) clients.emplace_back(server.server->port(), plain);
  HttpsClient dropped(server.server->port(), plain);
  EXPECT_TRUE(dropped.ended());
  EXPECT_EQ(server.server->counters().open, 9U);
}

}  // namespace
}  // namespace raccordo::net
