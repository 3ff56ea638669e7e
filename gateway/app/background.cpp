#include "app/background.hpp"

#include <chrono>
#include <set>

#include "app/audit_trail.hpp"
#include "app/document_run.hpp"
#include "app/retention_rule.hpp"
#include "app/service.hpp"
#include "app/spool_source.hpp"
#include "app/wait_for.hpp"
#include "base/log.hpp"

namespace raccordo::app {
namespace {

/// A body that could not be processed (full disk, client removed from the configuration) is tried again after
/// this.
constexpr auto kRetryPause = std::chrono::seconds(30);
constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;

std::shared_ptr<const intake::Client> client_named(const std::shared_ptr<const ActiveTables>& tables,
                                                   const std::string& name) {
  const auto* client = tables->book().clients.by_name(name);
  return client == nullptr ? nullptr : std::shared_ptr<const intake::Client>(tables, client);
}

codecs::BodyFormat parse_body_format(const std::string& text) {
  if (text == "xml") return codecs::BodyFormat::xml;
  if (text == "ndjson") return codecs::BodyFormat::ndjson;
  return text == "csv" ? codecs::BodyFormat::csv : codecs::BodyFormat::json;
}

}  // namespace

Background::~Background() { stop(); }

void Background::start() {
  std::set<std::string> wanted;
  for (auto& row : service_.store.unfinished()) {
    wanted.insert(row.spool);
    if (!row.spool.empty()) service_.spool.adopt(row.spool, row.client);
    enqueue(std::move(row.id));
  }
  // A body that no submission knows was never acknowledged, or is processed already.
  for (const auto& body : service_.spool.list()) {
    if (!wanted.contains(body)) service_.spool.remove(body);
  }
  worker_ = std::thread([this] { work(); });
  keeper_ = std::thread([this] { tend(); });
}

void Background::enqueue(std::string submission) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(submission));
  }
  changed_.notify_all();
}

std::size_t Background::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Background::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (worker_.joinable()) worker_.join();
  if (keeper_.joinable()) keeper_.join();
}

void Background::work() {
  for (;;) {
    std::string submission;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      submission = queue_.front();
    }
    try {
      process(submission);
    } catch (const std::exception& error) {
      base::log(
          base::LogLevel::error, "background-submission-failed",
          {{base::LogField::submission, submission}, {base::LogField::reason, std::string(error.what())}});
    }
    const std::lock_guard lock(mutex_);
    queue_.pop_front();
  }
}

void Background::process(const std::string& submission) {
  auto row = service_.store.submission(submission);
  if (!row || !model::is_open(row->state) || row->spool.empty()) return;
  DocumentJob job;
  job.tables = service_.tables.newest();
  job.keys = service_.installation->keys;
  job.client = client_named(job.tables, row->client);
  job.clock = &service_.clock;
  job.store = &service_.store;
  job.format = parse_body_format(row->format);
  job.on_unmapped = row->reject_unmapped ? model::OnUnmapped::reject : model::OnUnmapped::quarantine;
  job.submission = *row;
  job.background = true;
  if (!job.client || job.tables->find(row->source) == nullptr) {
    throw base::SystemFault("its client or source is no longer configured; it stays in the spool");
  }
  SpoolSource input(service_.spool, row->spool);
  const auto result = run_document_and_wait(job, input);
  service_.spool.remove(row->spool);
  service_.metrics.count_records(row->source, result.receipt.counts);
  service_.metrics.count_fell_empty(row->source, result.fell_empty);
}

void Background::tend() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    try {
      apply_retention();
      tend_audit();
      service_.certificates.warn_daily();
    } catch (const std::exception& error) {
      base::log(base::LogLevel::error, "retention-failed",
                {{base::LogField::reason, std::string(error.what())}});
    }
    lock.lock();
    changed_.wait_for(lock, std::chrono::hours(1), [&] { return stopping_; });
  }
}

void Background::apply_retention() {
  const auto& retention = service_.config().retention;
  const auto now = service_.clock.now();
  store::CaseStore::RetentionCutoffs cutoffs{{now.micros - retention.quarantine_days * kDay},
                                             {now.micros - retention.submissions_days * kDay},
                                             {now.micros - 30 * kDay},
                                             retention_rule(retention, now).closed_before};
  const auto gone = wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    service_.store.apply_retention(cutoffs, act_of_gateway(service_.clock, "retention.apply", "records"),
                                   std::move(done));
  });
  if (gone > 0) {
    base::log(base::LogLevel::info, "retention-applied",
              {{base::LogField::count, static_cast<std::int64_t>(gone)}});
  }
}

/// Old entries leave by whole days, so that the chain tells of it once a day at most.
void Background::tend_audit() {
  const auto now = service_.clock.now();
  const auto oldest = now.micros - service_.config().retention.audit_days * kDay;
  wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    service_.store.audit().expire({oldest - oldest % kDay}, act_of_gateway(service_.clock, "audit.expire"),
                                  std::move(done));
  });
  const auto today = base::local_date(now);
  if (today == head_told_) return;
  log_head(service_.store.audit().head());
  head_told_ = today;
}

}  // namespace raccordo::app
