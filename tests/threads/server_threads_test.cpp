// The server under many clients at once, while it is reloaded, drained and stopped.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "unit/net/test_server.hpp"

namespace raccordo::net {
namespace {

constexpr int kClients = 8;

TEST(ServerThreads, ServesManyClientsWhileCertificatesAreReloaded) {
  TestServer server;
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c) {
    clients.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        auto client = server.connect();
        for (int i = 0; i < 10; ++i) {
          const auto answer = client.post("/echo", "body");
          if (answer && answer->body == "body") ++answered;
        }
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    server.server->reload_tls(test_tls());
    EXPECT_LE(server.server->counters().open, static_cast<std::uint64_t>(2 * kClients));
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(answered, kClients * 50);
}

TEST(ServerThreads, Holds200ConnectionsAtOnce) {
  TestServer server;
  std::vector<support::HttpsClient> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(server.connect());
  for (auto& client : clients) EXPECT_TRUE(client.get("/"));
  for (auto& client : clients) EXPECT_TRUE(client.get("/"));
  EXPECT_EQ(server.server->counters().open, 200U);
  EXPECT_TRUE(server.server->drain(std::chrono::seconds(10)));
}

TEST(ServerThreads, AcceptsAnswersFromManyThreadsDuringStop) {
  for (int round = 0; round < 10; ++round) {
    TestServer server;
    std::vector<support::HttpsClient> clients;
    std::vector<Responder> responders;
    for (int c = 0; c < kClients; ++c) {
      clients.push_back(server.connect());
      clients.back().send("POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
      responders.push_back(server.application.next_responder());
      ASSERT_TRUE(responders.back());
    }
    std::vector<std::thread> threads;
    for (auto& responder : responders) {
      threads.emplace_back([own = std::move(responder)] { own(Response{200, {}, "answer"}); });
    }
    server.server.reset();
    for (auto& thread : threads) thread.join();
  }
}

}  // namespace
}  // namespace raccordo::net
