#include "app/service/background.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "app/audit/audit_trail.hpp"
#include "app/ingest/body_work.hpp"
#include "app/ingest/lone_process.hpp"
#include "app/rules/tables_in_force.hpp"
#include "app/service/metrics.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// How often the store is queried for bodies that another program made ready again.
constexpr auto kLook = std::chrono::seconds(2);
/// A body without reading progress for this time counts as suspect.
constexpr auto kNoProgress = std::chrono::minutes(5);
constexpr auto kWatch = std::chrono::seconds(10);

store::AuditEvent set_aside_event(const base::Clock& clock, const store::SubmissionRow& row,
                                  const BodyOutcome& outcome) {
  auto event = act_of_gateway(clock, "submission.set-aside", row.id);
  event.details = {{"source", row.source}, {"client", row.client}, {"cause", outcome.reason}};
  return event;
}

}  // namespace

Background::~Background() { stop(); }

void Background::start() {
  std::set<std::string> wanted;
  for (auto& row : at_.store.with_body()) {
    wanted.insert(row.spool);
    if (!row.spool.empty()) keep_body(row);
    if (model::is_open(row.state)) enqueue(std::move(row.id));
  }
  // A body without a submission was never acknowledged, or is processed already.
  for (const auto& body : at_.spool.list()) {
    if (!wanted.contains(body)) at_.spool.remove(body);
  }
  worker_ = std::thread([this] { work(); });
  watcher_ = std::thread([this] { watch(); });
}

/// Of several nodes: a body that this node has in a file, because it served alone, is moved to where all
/// reach it.
void Background::keep_body(const store::SubmissionRow& row) {
  if (!at_.store.nodes().are_several()) return at_.spool.adopt(row.spool, row.client);
  const auto files = at_.spool.list();
  if (std::binary_search(files.begin(), files.end(), row.spool)) at_.spool.shelve(row.spool, row.client);
}

void Background::enqueue(std::string submission) {
  {
    const std::lock_guard lock(mutex_);
    queue_.add(std::move(submission));
  }
  changed_.notify_all();
}

std::size_t Background::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::map<std::string, std::uint64_t> Background::stuck() const {
  const std::lock_guard lock(mutex_);
  return queue_.pausing();
}

bool Background::stop_asked() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Background::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto* thread : {&worker_, &watcher_}) {
    if (thread->joinable()) thread->join();
  }
}

/// The first body whose pause is over; nothing when the gateway ends.
std::optional<BodyQueue::Item> Background::next_item() {
  auto looked = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  for (;;) {
    if (stopping_) return std::nullopt;
    const auto now = std::chrono::steady_clock::now();
    if (now - looked >= kLook) {
      lock.unlock();
      look_for_more();
      looked = now;
      lock.lock();
    }
    if (auto item = queue_.take(now)) return item;
    changed_.wait_for(lock, kLook);
  }
}

/// Bodies that another program made ready, and, after a change of rules, all waiting ones.
void Background::look_for_more() {
  try {
    const auto rows = at_.store.unfinished();
    const auto* rules = at_.tables.newest()->shared_book().get();
    const std::lock_guard lock(mutex_);
    for (const auto& row : rows) queue_.add(row.id);
    failures_.worked();
    if (rules == rules_seen_) return;
    rules_seen_ = rules;
    queue_.end_pauses();
  } catch (const std::exception& error) {
    failures_.failed(error, std::chrono::steady_clock::now());
  }
}

void Background::work() {
  const base::StopScope scope(at_.stop);
  while (auto item = next_item()) {
    BodyOutcome outcome{BodyEnd::waits, std::string(kWaitsForFault)};
    try {
      outcome = process(item->submission);
    } catch (const std::exception& error) {
      base::log(base::LogLevel::error, "background-submission-failed",
                {{base::LogField::submission, item->submission},
                 {base::LogField::reason, std::string(error.what())}});
    }
    const std::lock_guard lock(mutex_);
    queue_.settle(std::move(*item), outcome, std::chrono::steady_clock::now());
  }
}

BodyOutcome Background::process(const std::string& submission) {
  const auto row = at_.store.submission(submission);
  if (!row || !model::is_open(row->state) || row->spool.empty()) return {};
  const auto tables = at_.tables.newest();
  const auto mode = mode_of(row->attempts);
  if (const auto missing = missing_for(*tables, *row); !missing.empty()) {
    BodyOutcome outcome{BodyEnd::waits, std::string(missing)};
    if (row->waits_for != missing) finish(*row, mode, outcome);
    return outcome;
  }
  // Durable before the first byte is read: if the process crashes now, the next one knows.
  const bool begun =
      wait_for<bool>([&](store::Done<bool> done) { at_.store.note_body(begin_note(*row), std::move(done)); });
  if (!begun) return {};
  auto outcome = run(*row, mode, tables);
  finish(*row, mode, outcome);
  return outcome;
}

BodyOutcome Background::run(const store::SubmissionRow& row, BodyMode mode,
                            std::shared_ptr<const ActiveTables> tables) {
  if (mode == BodyMode::together) {
    return process_body(
        {at_.store, at_.spool, std::move(tables), at_.installation.keys, at_.clock, progress_}, row);
  }
  base::log(base::LogLevel::warn, "body-runs-alone",
            {{base::LogField::submission, row.id},
             {base::LogField::source, row.source},
             {base::LogField::count, row.attempts}});
  const auto bytes = at_.spool.size_of(row.spool);
  auto outcome = run_alone({at_.installation.book->config.file, row.id, bytes, [this] {
                              ++progress_;  // its own limits apply
                              return stop_asked();
                            }});
  // If its last piece was already stored, the end of the process was not its fault; and while the gateway
  // ends, its end says nothing about the body.
  const auto now = at_.store.submission(row.id);
  if (now && !model::is_open(now->state)) return {};
  if (outcome.end == BodyEnd::done) return {BodyEnd::waits, std::string(kWaitsForFault)};
  if (outcome.end == BodyEnd::crashed && stop_asked()) return {BodyEnd::stopped, ""};
  return outcome;
}

void Background::finish(const store::SubmissionRow& row, BodyMode mode, const BodyOutcome& outcome) {
  if (outcome.end == BodyEnd::done) {
    at_.spool.remove(row.spool);
    if (const auto ended = at_.store.submission(row.id)) {
      at_.metrics.count_records(row.source, ended->counts);
    }
    at_.metrics.count_fell_empty(row.source, outcome.fell_empty);
    return;
  }
  auto note = end_note(row, mode, outcome);
  const bool set_aside = note.state == model::SubmissionState::failed;
  if (set_aside) note.event = set_aside_event(at_.clock, row, outcome);
  base::log(set_aside ? base::LogLevel::error : base::LogLevel::warn,
            set_aside ? "body-set-aside" : "body-put-back",
            {{base::LogField::submission, row.id},
             {base::LogField::source, row.source},
             {base::LogField::state, std::string(model::to_string(note.state))},
             {base::LogField::code, outcome.reason}});
  wait_for<bool>([&](store::Done<bool> done) { at_.store.note_body(std::move(note), std::move(done)); });
}

/// A body whose reading has stopped cannot be ended from outside its thread; it is noted, so that it runs
/// alone after the next start.
void Background::note_without_progress(const std::string& submission) {
  base::log(base::LogLevel::error, "body-without-progress", {{base::LogField::submission, submission}});
  at_.store.note_body({submission, model::SubmissionState::processing, kAttemptsTogether, "", {}, {}}, {});
}

void Background::watch() {
  std::unique_lock lock(mutex_);
  std::uint64_t seen = 0;
  std::string at_work;
  auto moved = std::chrono::steady_clock::now();
  while (!stopping_) {
    changed_.wait_for(lock, kWatch);
    const auto now = std::chrono::steady_clock::now();
    if (queue_.at_work().empty() || at_work != queue_.at_work() || seen != progress_) {
      seen = progress_;
      at_work = queue_.at_work();
      moved = now;
    }
    if (now - moved < kNoProgress) continue;
    moved = now;
    lock.unlock();
    note_without_progress(at_work);
    lock.lock();
  }
}

}  // namespace raccordo::app
