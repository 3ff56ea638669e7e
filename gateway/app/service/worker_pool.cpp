#include "app/service/worker_pool.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace raccordo::app {

WorkerPool::WorkerPool(const LaneLimits& limits, std::function<void()> enter)
    : limits_(limits), most_of_one_(std::max<std::size_t>(limits.threads, 2) - 1), enter_(std::move(enter)) {
  threads_.reserve(limits.threads);
  for (unsigned i = 0; i < limits.threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() { stop(); }

WorkerPool::Offer WorkerPool::offer(const std::string& client, std::uint64_t weight, Job job) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(client);
    const bool client_full =
        found != clients_.end() && found->second.jobs.size() >= limits_.waiting_per_client;
    if (client_full || waiting_ >= limits_.waiting) {
      ++refused_;
      return client_full ? Offer::client_full : Offer::lane_full;
    }
    push(client, weight, std::move(job));
    wake = wants_another();
  }
  if (wake) changed_.notify_one();
  return Offer::taken;
}

void WorkerPool::post(const std::string& client, std::uint64_t weight, Job job) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    push(client, weight, std::move(job));
    wake = wants_another();
  }
  if (wake) changed_.notify_one();
}

WorkerPool::Load WorkerPool::load() const {
  const std::lock_guard lock(mutex_);
  return {waiting_, running_, refused_};
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  threads_.clear();
}

void WorkerPool::push(const std::string& client, std::uint64_t weight, Job job) {
  if (stopping_) return;
  auto& mine = clients_[client];
  if (mine.jobs.empty()) turns_.push_back(client);
  mine.jobs.push_back({std::max<std::uint64_t>(weight, 1), std::move(job)});
  ++waiting_;
}

bool WorkerPool::any_may_run() const {
  return std::any_of(turns_.begin(), turns_.end(),
                     [&](const std::string& name) { return may_run(clients_.at(name)); });
}

bool WorkerPool::wants_another() {
  if (idle_ == 0 || is_waking_ || !any_may_run()) return false;
  is_waking_ = true;
  return true;
}

void WorkerPool::pass_rounds() {
  auto rounds = std::numeric_limits<std::uint64_t>::max();
  const auto missing = [this](const Client& client) {
    const auto weight = client.jobs.front().weight;
    return weight <= client.credit ? 0 : (weight - client.credit - 1) / limits_.quantum;
  };
  for (const auto& name : turns_) {
    const auto& client = clients_.at(name);
    if (may_run(client)) rounds = std::min(rounds, missing(client));
  }
  for (const auto& name : turns_) {
    auto& client = clients_.at(name);
    if (may_run(client)) client.credit += rounds * limits_.quantum;
  }
}

WorkerPool::Job WorkerPool::take(std::string& client) {
  for (std::size_t turns = 0;; ++turns) {
    if (turns == turns_.size()) pass_rounds();
    auto& first = clients_.at(turns_.front());
    if (may_run(first) && !std::exchange(first.in_turn, true)) first.credit += limits_.quantum;
    if (may_run(first) && first.jobs.front().weight <= first.credit) break;
    first.in_turn = false;
    turns_.splice(turns_.end(), turns_, turns_.begin());
  }
  client = turns_.front();
  auto& mine = clients_.at(client);
  auto next = std::move(mine.jobs.front());
  mine.jobs.pop_front();
  mine.credit -= next.weight;
  if (mine.jobs.empty()) {
    // Clients without jobs do not accumulate credit.
    mine.credit = 0;
    mine.in_turn = false;
    turns_.pop_front();
  }
  ++mine.running;
  ++running_;
  --waiting_;
  return std::move(next.job);
}

void WorkerPool::finish(const std::string& client) {
  const auto mine = clients_.find(client);
  --mine->second.running;
  --running_;
  if (mine->second.running == 0 && mine->second.jobs.empty()) clients_.erase(mine);
}

void WorkerPool::work() {
  if (enter_) enter_();
  std::string client;
  std::unique_lock lock(mutex_);
  for (;;) {
    while (!(stopping_ && waiting_ == 0) && !any_may_run()) {
      ++idle_;
      changed_.wait(lock);
      --idle_;
      is_waking_ = false;
    }
    if (waiting_ == 0) break;
    auto job = take(client);
    const bool wake = wants_another();
    lock.unlock();
    if (wake) changed_.notify_one();
    job();
    job = nullptr;
    lock.lock();
    finish(client);
  }
  // The others may wait for a client that was held back until this thread took its last job.
  changed_.notify_all();
}

}  // namespace raccordo::app
