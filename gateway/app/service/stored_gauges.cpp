#include "app/service/stored_gauges.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "app/rules/sight.hpp"

namespace raccordo::app {
namespace {

constexpr auto kPatience = std::chrono::seconds(1);
constexpr std::int64_t kTenMinutes = std::int64_t{600} * 1'000'000;

}  // namespace

StoredGauges read_stored_gauges(store::CaseStore& store, const CertificateWatch& certificates,
                                base::Instant now) {
  StoredGauges gauges;
  const auto bodies = store.unfinished();
  gauges.stuck_bodies =
      static_cast<std::uint64_t>(std::count_if(bodies.begin(), bodies.end(), [&](const auto& row) {
        return now.micros - row.received_at.micros > kTenMinutes;
      }));
  for (const auto& row : store.webhooks().list()) {
    gauges.webhook_events_pending += row.pending;
    gauges.webhook_events_given_up += row.given_up;
    if (row.configured && row.state != store::WebhookState::active) ++gauges.webhooks_halted;
  }
  const auto month = store::month_of(now);
  for (const auto& row : store.figures().coverage({store::CoverageBy::source, "", "", month})) {
    const auto percent = coverage_percent(row.records, row.coded, row.mapped);
    if (percent) gauges.coverage_percent[row.source] = *percent;
  }
  gauges.certificates = certificates.expiries();
  return gauges;
}

StoredGaugesReader::StoredGaugesReader(store::CaseStore& store, const CertificateWatch& certificates,
                                       const base::Clock& clock)
    : store_(store), certificates_(certificates), clock_(clock), thread_([this] { work(); }) {}

StoredGaugesReader::~StoredGaugesReader() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

StoredGauges StoredGaugesReader::read() {
  std::unique_lock lock(mutex_);
  const auto mine = ++asked_;
  changed_.notify_all();
  changed_.wait_for(lock, kPatience, [&] { return tried_ >= mine || stopping_; });
  return last_;
}

void StoredGaugesReader::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stopping_ || asked_ > tried_; });
    if (stopping_) return;
    const auto serves = asked_;
    lock.unlock();
    std::optional<StoredGauges> found;
    try {
      found = read_stored_gauges(store_, certificates_, clock_.now());
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): Health says in the log what is wrong
    }
    lock.lock();
    if (found) last_ = std::move(*found);
    tried_ = serves;
    changed_.notify_all();
  }
}

}  // namespace raccordo::app
