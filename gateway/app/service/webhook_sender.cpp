#include "app/service/webhook_sender.hpp"

#include <chrono>
#include <utility>

#include "app/service/webhook_calls.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kMostCalls = 8;
constexpr auto kLook = std::chrono::milliseconds(250);
/// While the store takes no writes, a call that was made would be made again and again.
constexpr std::int64_t kRest = 60'000'000;

/// A number in [0, 1).
double chance() {
  const auto bytes = base::random_bytes(2);
  return (static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1])) / 65536.0;
}

}  // namespace

WebhookSender::~WebhookSender() { stop(); }

void WebhookSender::start() {
  rules_of(parts_.tables.get()->shared_book());
  configure();
  caller_ = std::make_unique<net::HttpsCaller>(kMostCalls, net::CallLimits());
  thread_ = std::thread([this] { work(); });
}

void WebhookSender::configure() {
  std::vector<std::string> clients;
  for (const auto& client : parts_.tables.get()->book().clients.all()) {
    if (client.webhook) clients.push_back(client.name);
  }
  wait_for<bool>([&](store::Done<bool> done) {
    parts_.store.webhooks().configure(std::move(clients), parts_.clock.now(), std::move(done));
  });
  wake();
}

void WebhookSender::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void WebhookSender::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (caller_) caller_->stop();
}

void WebhookSender::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    try {
      step();
      failures_.worked();
    } catch (const std::exception& error) {
      failures_.failed(error, std::chrono::steady_clock::now());
    }
    lock.lock();
    changed_.wait_for(lock, kLook, [&] { return stopping_ || woken_ || !landed_.empty(); });
  }
}

void WebhookSender::step() {
  std::vector<Landing> landed;
  {
    const std::lock_guard lock(mutex_);
    landed.swap(landed_);
  }
  for (const auto& landing : landed) settle(landing);
  if (!duty_.is_mine()) return;
  const auto now = parts_.clock.now();
  const auto book = parts_.tables.get()->shared_book();
  for (const auto& client : parts_.store.webhooks().due(now)) {
    const auto rest = resting_.find(client);
    if (flights_.contains(client) || (rest != resting_.end() && now < rest->second)) continue;
    if (flights_.size() >= kMostCalls) break;
    launch(client, book);
  }
}

void WebhookSender::settle(const Landing& landing) {
  const auto flight = std::move(flights_.at(landing.client));
  flights_.erase(landing.client);
  const auto now = parts_.clock.now();
  const auto answer = answer_of(landing.result);
  parts_.metrics.count_webhook_call(outcome_of(landing.result));
  base::log(base::LogLevel::info, "webhook-called",
            {{base::LogField::client, landing.client},
             {base::LogField::event_id, flight.events.front().id},
             {base::LogField::count, static_cast<std::int64_t>(flight.events.size())},
             {base::LogField::state, answer}});
  auto settlement = settlement_of(flight.events, landing.result, flight.failures, now, chance());
  try {
    wait_for<bool>([&](store::Done<bool> done) {
      parts_.store.webhooks().settle(std::move(settlement), std::move(done));
    });
    resting_.erase(landing.client);
  } catch (const std::exception& error) {
    resting_.insert_or_assign(landing.client, base::Instant{now.micros + kRest});
    base::log(
        base::LogLevel::error, "webhook-not-settled",
        {{base::LogField::client, landing.client}, {base::LogField::reason, std::string(error.what())}});
  }
}

void WebhookSender::launch(const std::string& client, const std::shared_ptr<const Rulebook>& book) {
  const auto* listed = book->clients.by_name(client);
  const auto key = book->webhook_keys.find(client);
  if (listed == nullptr || !listed->webhook || key == book->webhook_keys.end()) return;
  const auto row = parts_.store.webhooks().find(client);
  auto events = take_call(parts_.store.webhooks().next(client, kEventsOfACall));
  if (events.empty() || !row) return;
  auto call = make_call(events, *listed->webhook, key->second, parts_.clock.now(), rules_of(book));
  flights_.emplace(client, Flight{std::move(events), row->failures});
  const bool started = caller_->start(std::move(call), [this, client](const net::CallResult& result) {
    {
      const std::lock_guard lock(mutex_);
      landed_.push_back({client, result});
    }
    changed_.notify_all();
  });
  if (!started) flights_.erase(client);
}

std::shared_ptr<const net::CallRules> WebhookSender::rules_of(const std::shared_ptr<const Rulebook>& book) {
  if (rules_book_ != book) {
    const auto& webhooks = book->config.webhooks;
    rules_ = std::make_shared<const net::CallRules>(webhooks.ca.string(),
                                                    net::AddressRule(webhooks.private_addresses));
    rules_book_ = book;
  }
  return rules_;
}

}  // namespace raccordo::app
