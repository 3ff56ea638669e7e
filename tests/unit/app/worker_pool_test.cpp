// Lanes do not delay each other, nor do clients within a lane. Nothing is timed: jobs wait for latches, and
// the order of answers is compared.
#include "app/service/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/service/lanes.hpp"
#include "store/interface/read_share.hpp"

namespace raccordo::app {
namespace {

using Offer = WorkerPool::Offer;

/// Jobs that remain in their lane until the latch opens.
class Latch {
 public:
  WorkerPool::Job job() {
    return [this] {
      ++inside_;
      inside_.notify_all();
      open_.wait();
    };
  }
  /// Waits until so many jobs are in the lane.
  void wait_for(int count) {
    for (int now = inside_; now < count; now = inside_) inside_.wait(now);
  }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> opened_;
  std::shared_future<void> open_ = opened_.get_future().share();
  std::atomic<int> inside_{0};
};

class EachPair : public testing::TestWithParam<std::pair<Lane, Lane>> {};

TEST_P(EachPair, AJobIsAnsweredWhileTheOtherLaneIsBlocked) {
  const auto [busy, other] = GetParam();
  Latch latch;
  Lanes lanes(2);
  int held = 0;
  // As many clients as the lane may have threads, so that every thread is held and more wait.
  for (int client = 0; client < 16; ++client) {
    for (int i = 0; i < 4; ++i) {
      ASSERT_EQ(lanes[busy].offer("c" + std::to_string(client), 1, latch.job()), Offer::taken);
      ++held;
    }
  }
  latch.wait_for(2);
  const auto answered = std::make_shared<std::promise<void>>();
  ASSERT_EQ(lanes[other].offer("x", 1, [answered] { answered->set_value(); }), Offer::taken);
  answered->get_future().wait();
  EXPECT_GT(lanes[busy].load().waiting, 0U) << "the other lane must be blocked until now";
  latch.open();
  lanes.stop();
}

std::vector<std::pair<Lane, Lane>> pairs() {
  std::vector<std::pair<Lane, Lane>> out;
  for (const auto busy : kLanes) {
    for (const auto other : kLanes) {
      if (busy != other) out.emplace_back(busy, other);
    }
  }
  return out;
}

INSTANTIATE_TEST_SUITE_P(Lanes, EachPair, testing::ValuesIn(pairs()), [](const auto& each) {
  return std::string(to_string(each.param.first)) + "_" + std::string(to_string(each.param.second));
});

TEST(Lanes, ReleasesBlockNoLane) {
  Latch latch;
  Lanes lanes(2);
  for (int i = 0; i < 8; ++i) lanes.releases().post("admin", 1, latch.job());
  latch.wait_for(1);
  for (const auto lane : kLanes) {
    const auto answered = std::make_shared<std::promise<void>>();
    lanes[lane].post("x", 1, [answered] { answered->set_value(); });
    answered->get_future().wait();
  }
  latch.open();
}

TEST(Lanes, EachHasItsOwnReadConnections) {
  Lanes lanes(2);
  std::vector<store::ReadShare> shares;
  for (const auto lane : kLanes) {
    const auto share = std::make_shared<std::promise<store::ReadShare>>();
    lanes[lane].post("x", 1, [share] { share->set_value(store::read_share()); });
    shares.push_back(share->get_future().get());
  }
  using store::ReadShare;
  EXPECT_EQ(shares, (std::vector{ReadShare::requests, ReadShare::changes, ReadShare::documents,
                                 ReadShare::administration}));
  EXPECT_EQ(store::read_share(), ReadShare::others);
}

TEST(WorkerPool, RunsAllAcceptedJobsBeforeItStops) {
  std::atomic<int> ran{0};
  {
    WorkerPool lane({.threads = 3});
    for (int i = 0; i < 200; ++i) lane.post("a", 1, [&] { ++ran; });
    for (int i = 0; i < 200; ++i) EXPECT_EQ(lane.offer("b", 1, [&] { ++ran; }), Offer::taken);
  }
  EXPECT_EQ(ran, 400);
}

TEST(WorkerPool, RefusesJobsAfterStop) {
  std::atomic<int> ran{0};
  WorkerPool lane({.threads = 1});
  lane.stop();
  lane.post("a", 1, [&] { ++ran; });
  lane.stop();
  EXPECT_EQ(ran, 0);
}

TEST(WorkerPool, IsBoundedInTotalAndForEachClient) {
  Latch latch;
  WorkerPool lane({.threads = 1, .waiting = 3, .waiting_per_client = 2});
  lane.post("a", 1, latch.job());
  latch.wait_for(1);
  const auto nothing = [] {};
  EXPECT_EQ(lane.offer("a", 1, nothing), Offer::taken);
  EXPECT_EQ(lane.offer("a", 1, nothing), Offer::taken);
  EXPECT_EQ(lane.offer("a", 1, nothing), Offer::client_full);
  EXPECT_EQ(lane.offer("b", 1, nothing), Offer::taken);
  EXPECT_EQ(lane.offer("c", 1, nothing), Offer::lane_full);
  lane.post("c", 1, nothing);
  EXPECT_EQ(lane.load().waiting, 4U);
  EXPECT_EQ(lane.load().running, 1U);
  EXPECT_EQ(lane.load().refused, 2U);
  latch.open();
}

TEST(WorkerPool, NoClientHoldsAllThreads) {
  Latch latch;
  WorkerPool lane({.threads = 3});
  for (int i = 0; i < 10; ++i) lane.post("a", 1, latch.job());
  latch.wait_for(2);
  const auto answered = std::make_shared<std::promise<void>>();
  lane.post("b", 1, [answered] { answered->set_value(); });
  answered->get_future().wait();
  while (lane.load().running > 2) std::this_thread::yield();  // the job of b has answered and is about to end
  EXPECT_EQ(lane.load().running, 2U);
  latch.open();
}

TEST(WorkerPool, ServesClientsInTurnByWeight) {
  Latch latch;
  WorkerPool lane({.threads = 1, .quantum = 100});
  lane.post("z", 1, latch.job());
  latch.wait_for(1);
  std::mutex mutex;
  std::string order;
  const auto note = [&](char who) {
    return [&, who] {
      const std::lock_guard lock(mutex);
      order += who;
    };
  };
  for (int i = 0; i < 3; ++i) lane.post("heavy", 300, note('H'));
  for (int i = 0; i < 9; ++i) lane.post("light", 50, note('l'));
  latch.open();
  lane.stop();
  EXPECT_EQ(order, "llllHlllllHH") << "one heavy job for about as many bytes of light ones, then the rest";
}

/// Deficit round robin, round by round, as it is written in the books.
std::string served_in_turn(std::vector<std::pair<char, std::deque<std::uint64_t>>> clients) {
  std::string order;
  std::map<char, std::uint64_t> credits;
  for (bool any = true; any;) {
    any = false;
    for (auto& [name, weights] : clients) {
      if (weights.empty()) continue;
      any = true;
      ++credits[name];
      while (!weights.empty() && weights.front() <= credits[name]) {
        credits[name] -= weights.front();
        weights.pop_front();
        order += name;
      }
      if (weights.empty()) credits[name] = 0;
    }
  }
  return order;
}

TEST(WorkerPool, PassesManyRoundsAtOnceWithoutChangingTheOrder) {
  const std::vector<std::pair<char, std::deque<std::uint64_t>>> clients = {
      {'a', {7815, 1, 600, 7815}}, {'b', {993, 993, 993, 1, 993, 40'000}}, {'c', {3, 65'536}}, {'d', {2500}}};
  Latch latch;
  std::string order;
  {
    // One thread, held by another client until all jobs wait.
    WorkerPool lane({.threads = 1});
    lane.post("x", 1, latch.job());
    latch.wait_for(1);
    for (const auto& client : clients) {
      const char name = client.first;
      for (const auto weight : client.second)
        lane.post(std::string(1, name), weight, [&order, name] { order += name; });
    }
    latch.open();
  }
  EXPECT_EQ(order, served_in_turn(clients));
}

TEST(WorkerPoolTest, WakesEveryIdleThreadWhileJobsWait) {
  constexpr int kThreads = 8;
  for (int round = 0; round < 50; ++round) {
    Latch latch;
    WorkerPool lane({kThreads, 64, 64, 1});
    // Each wakes the next one: all must come, without a job ending in between.
    for (int client = 0; client < kThreads; ++client)
      ASSERT_EQ(lane.offer("c" + std::to_string(client), 1, latch.job()), Offer::taken);
    latch.wait_for(kThreads);
    latch.open();
    lane.stop();
  }
}

TEST(WorkerPoolTest, WakesAnIdleThreadWhenAClientFallsBelowItsShare) {
  Latch first, second;
  WorkerPool lane({2, 64, 64, 1});
  ASSERT_EQ(lane.offer("a", 1, first.job()), Offer::taken);
  first.wait_for(1);
  // Held back: the client uses its share, and the other thread finds nothing to do.
  ASSERT_EQ(lane.offer("a", 1, second.job()), Offer::taken);
  first.open();
  second.wait_for(1);
  second.open();
  lane.stop();
  EXPECT_EQ(lane.load().waiting, 0U);
}

}  // namespace
}  // namespace raccordo::app
