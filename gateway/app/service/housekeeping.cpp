#include "app/service/housekeeping.hpp"

#include <chrono>

#include "app/audit/audit_trail.hpp"
#include "app/releases/release_order.hpp"
#include "app/rules/config.hpp"
#include "app/rules/retention_rule.hpp"
#include "app/service/certificate_watch.hpp"
#include "app/service/clock_guard.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;
constexpr std::int64_t kEventsKept = 30 * kDay;
constexpr auto kStep = std::chrono::seconds(60);
constexpr int kStepsOfRetention = 60;

void report(std::string_view event, const std::exception& error) {
  base::log(base::LogLevel::error, event, {{base::LogField::reason, std::string(error.what())}});
}

}  // namespace

Housekeeping::~Housekeeping() { stop(); }

void Housekeeping::start() {
  thread_ = std::thread([this] { work(); });
}

void Housekeeping::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Housekeeping::work() {
  std::unique_lock lock(mutex_);
  for (int step = 0; !stopping_; step = (step + 1) % kStepsOfRetention) {
    lock.unlock();
    try {
      refuse_failed();
      give_up_abandoned_work(house_.store, house_.clock);
      remove_stray_bodies();
      house_.keep_journal();
    } catch (const std::exception& error) {
      report("housekeeping-failed", error);
    }
    if (step == 0) look_after();
    end_exchanges();
    lock.lock();
    changed_.wait_for(lock, kStep, [&] { return stopping_; });
  }
}

/// Of nodes that are gone: bodies that were never acknowledged.
void Housekeeping::remove_stray_bodies() {
  if (!house_.store.nodes().are_several()) return;
  wait_for<std::uint64_t>(
      [&](store::Done<std::uint64_t> done) { house_.store.chunks().remove_stray(std::move(done)); });
}

void Housekeeping::refuse_later(store::ReleaseRow release) {
  const std::lock_guard lock(mutex_);
  failed_releases_.push_back(std::move(release));
}

void Housekeeping::refuse_failed() {
  for (;;) {
    store::ReleaseRow release;
    {
      const std::lock_guard lock(mutex_);
      if (failed_releases_.empty()) return;
      release = failed_releases_.back();
    }
    refuse_release(house_.store, release, "It could not be computed: the gateway's log says why.",
                   house_.clock.now());
    const std::lock_guard lock(mutex_);
    failed_releases_.pop_back();
  }
}

void Housekeeping::look_after() {
  try {
    log_audit_head();
    house_.certificates.warn_daily();
    if (!duty_.is_mine()) return;
    base::Instant forget;
    if (house_.clock_guard.may_delete()) {
      apply_retention();
      expire_audit();
      forget = {house_.clock.now().micros - kEventsKept};
    }
    expire_events(forget);
  } catch (const std::exception& error) {
    report("retention-failed", error);
  }
}

/// Not with a clock that retention refuses.
void Housekeeping::end_exchanges() {
  if (house_.clock_guard.seconds_ahead() != 0) return;
  try {
    if (!duty_.is_mine()) return;
    expire_exchanges(house_.store, house_.clock);
  } catch (const std::exception& error) {
    report("housekeeping-failed", error);
  }
}

void Housekeeping::apply_retention() {
  const auto& retention = house_.config.retention;
  const auto now = house_.clock.now();
  store::CaseStore::RetentionCutoffs cutoffs{{now.micros - retention.quarantine_days * kDay},
                                             {now.micros - retention.submissions_days * kDay},
                                             {now.micros - 30 * kDay},
                                             retention_rule(retention, now).closed_before,
                                             {now.micros - retention.exchange_days * kDay}};
  const auto gone = wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    house_.store.apply_retention(cutoffs, act_of_gateway(house_.clock, "retention.apply", "records"),
                                 std::move(done));
  });
  if (gone > 0) {
    base::log(base::LogLevel::info, "retention-applied",
              {{base::LogField::count, static_cast<std::int64_t>(gone)}});
  }
}

/// Old entries are deleted by whole days, so that the chain has one such entry a day at most.
void Housekeeping::expire_audit() {
  const auto now = house_.clock.now();
  const auto oldest = now.micros - house_.config.retention.audit_days * kDay;
  wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    house_.store.audit().expire({oldest - oldest % kDay}, act_of_gateway(house_.clock, "audit.expire"),
                                std::move(done));
  });
}

/// Events of webhooks that are too old to be sent, or ended before `forget`.
void Housekeeping::expire_events(base::Instant forget) {
  constexpr std::int64_t kHour = kDay / 24;
  const auto now = house_.clock.now();
  const base::Instant give_up{now.micros - house_.config.webhooks.give_up_hours * kHour};
  const auto given_up = wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    house_.store.webhooks().expire(now, give_up, forget, std::move(done));
  });
  if (given_up == 0) return;
  base::log(base::LogLevel::warn, "webhook-events-given-up",
            {{base::LogField::count, static_cast<std::int64_t>(given_up)}});
}

void Housekeeping::log_audit_head() {
  const auto today = base::local_date(house_.clock.now());
  if (today == head_told_) return;
  log_head(house_.store.audit().head());
  head_told_ = today;
}

void expire_exchanges(store::CaseStore& store, const base::Clock& clock) {
  const auto expired = wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    store.exchanges().expire(act_of_gateway(clock, "exchange.expire"), std::move(done));
  });
  if (expired == 0) return;
  base::log(base::LogLevel::info, "exchanges-expired",
            {{base::LogField::count, static_cast<std::int64_t>(expired)}});
}

void give_up_abandoned_work(store::CaseStore& store, const base::Clock& clock) {
  give_up_interrupted_releases(store, clock);
  const auto failed = wait_for<std::uint64_t>(
      [&](store::Done<std::uint64_t> done) { store.fail_abandoned(clock.now(), std::move(done)); });
  if (failed == 0) return;
  base::log(base::LogLevel::warn, "abandoned-imports-failed",
            {{base::LogField::count, static_cast<std::int64_t>(failed)}});
}

}  // namespace raccordo::app
