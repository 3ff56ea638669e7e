// Answers that come late, from another thread or never; draining and stopping.
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <thread>

#include "base/result.hpp"
#include "unit/net/test_server.hpp"

namespace raccordo::net {
namespace {

using std::chrono::seconds;

const std::string kLater = "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi";

/// Waits until the condition holds, at most ten seconds.
template <class Condition>
bool eventually(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST(Responder, AnswersFromAnotherThread) {
  TestServer server;
  auto client = server.connect();
  client.send(kLater);
  const Responder responder = server.application.next_responder();
  ASSERT_TRUE(responder);
  std::thread([&] { responder(Response{202, {}, "later"}); }).join();
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 202);
  EXPECT_EQ(answer->body, "later");
}

TEST(Responder, CountsTheFirstAnswerOnly) {
  TestServer server;
  auto client = server.connect();
  client.send(kLater);
  const Responder responder = server.application.next_responder();
  ASSERT_TRUE(responder);
  responder(Response{200, {}, "first"});
  responder(Response{200, {}, "second"});
  EXPECT_EQ(client.receive()->body, "first");
  EXPECT_EQ(client.get("/")->body.substr(0, 5), "peer=");
}

TEST(Responder, AnswersPipelinedRequestsOneAfterTheOther) {
  TestServer server;
  auto client = server.connect();
  client.send(kLater + kLater);
  server.application.next_responder()(Response{200, {}, "1"});
  EXPECT_EQ(client.receive()->body, "1");
  server.application.next_responder()(Response{200, {}, "2"});
  EXPECT_EQ(client.receive()->body, "2");
}

TEST(Responder, Answers500IfDestroyed) {
  TestServer server;
  auto client = server.connect();
  EXPECT_EQ(client.post("/drop", "hi")->status, 500);
  EXPECT_TRUE(client.ended());
}

TEST(Responder, CanBeUsedAfterTheClientHasDisconnected) {
  TestServer server;
  auto client = server.connect();
  client.send(kLater);
  const Responder responder = server.application.next_responder();
  ASSERT_TRUE(responder);
  client.abort();
  responder(Response{200, {}, std::string(1 << 20, 'x')});
  EXPECT_TRUE(eventually([&] { return server.server->counters().open == 0; }));
  EXPECT_EQ(server.connect().get("/")->status, 200);
}

TEST(Responder, CanBeUsedAfterTheServerHasStopped) {
  TestServer server;
  auto client = server.connect();
  client.send(kLater + kLater);
  const Responder responder = server.application.next_responder();
  ASSERT_TRUE(responder);
  server.server.reset();
  responder(Response{200, {}, "too late"});
  EXPECT_FALSE(client.receive());
}

TEST(Drain, CompletesRunningRequestsAndClosesIdleConnections) {
  TestServer server;
  auto idle = server.connect();
  EXPECT_TRUE(idle.get("/"));
  auto busy = server.connect();
  busy.send(kLater);
  const Responder responder = server.application.next_responder();
  ASSERT_TRUE(responder);
  bool drained = false;
  std::thread draining([&] { drained = server.server->drain(seconds(10)); });
  EXPECT_TRUE(idle.ended());
  responder(Response{200, {}, "done"});
  const auto answer = busy.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(busy.ended());
  busy.half_close();
  draining.join();
  EXPECT_TRUE(drained);
  EXPECT_FALSE(server.connect().connected());
}

TEST(Drain, ReportsATimeout) {
  TestServer server;
  auto busy = server.connect();
  busy.send(kLater);
  const Responder responder = server.application.next_responder();
  ASSERT_TRUE(responder);
  EXPECT_FALSE(server.server->drain(std::chrono::milliseconds(50)));
}

TEST(Server, StopsAtOnceWithConnectionsInEveryState) {
  TestServer server;
  auto idle = server.connect();
  auto half = server.connect();
  half.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
  auto waiting = server.connect();
  waiting.send(kLater);
  ASSERT_TRUE(server.application.next_responder());
  server.server.reset();
  EXPECT_FALSE(idle.receive());
  EXPECT_FALSE(half.receive());
}

TEST(Server, ReportsWhyItCannotListen) {
  TestServer server;
  const auto fault = [&](const Endpoint& endpoint) -> std::string {
    try {
      const Server second(endpoint, nullptr, {}, 1, server.application);
    } catch (const base::SystemFault& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_NE(fault({"127.0.0.1", server.server->port()}).find("port"), std::string::npos);
  EXPECT_NE(fault({"nowhere.example", 0}).find("numeric"), std::string::npos);
}

}  // namespace
}  // namespace raccordo::net
