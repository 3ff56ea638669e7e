#include "app/http/submission.hpp"

#include <limits>

#include "app/backup/journal.hpp"
#include "app/forms/json_forms.hpp"
#include "app/http/failure_problem.hpp"
#include "app/http/routes.hpp"
#include "app/http/small_body_sink.hpp"
#include "app/http/submission_answer.hpp"
#include "app/ingest/document_run.hpp"
#include "app/ingest/spool_source.hpp"
#include "base/log.hpp"
#include "base/stop.hpp"

namespace raccordo::app {
namespace {

/// Maximum refused records of one client on one day. Checked when a submission starts, never within one:
/// every record of an accepted document is in its receipt, also if all are refused, and a body answered with
/// 202 is processed (decision 21).
constexpr std::uint64_t kRefusalsADay = 1000;

/// Seconds until the date changes: found by bisection, so that a change of clocks in that night does not
/// matter.
int seconds_to_next_day(base::Instant now) {
  constexpr std::int64_t second = 1'000'000;
  const auto today = base::local_date(now);
  std::int64_t low = 0;
  std::int64_t high = std::int64_t{26} * 3600;
  while (low + 1 < high) {
    const auto middle = (low + high) / 2;
    (base::local_date({now.micros + middle * second}) == today ? low : high) = middle;
  }
  return static_cast<int>(high);
}

constexpr int kMostRuns = 5;

/// Of several nodes: another one has put tables in force since these records were mapped.
bool is_overtaken(const std::exception_ptr& failed) {
  if (!failed) return false;
  try {
    std::rethrow_exception(failed);
  } catch (const store::TablesOvertaken&) {
    return true;
  } catch (...) {
    return false;
  }
}

/// One submission in progress; the callbacks it waits for keep it alive.
class SubmissionRun : public std::enable_shared_from_this<SubmissionRun> {
 public:
  SubmissionRun(Service& service, SubmissionOrder order, ReceivedBody body,
                std::shared_ptr<intake::Ticket> ticket, net::Responder responder)
      : service_(service),
        order_(std::move(order)),
        body_(std::move(body)),
        ticket_(std::move(ticket)),
        responder_(std::move(responder)),
        weight_(body_.spooled ? body_.spooled->size() : body_.bytes.size()),
        lane_(!body_.spooled && !order_.respond_async && weight_ <= kSmallPost ? Lane::requests
                                                                               : Lane::documents) {}

  void start() {
    const auto offer = service_.lanes[lane_].offer(client(), weight_, job([](SubmissionRun& run) {
                                                     if (run.refuse_for_today()) return;
                                                     run.order_.idempotency_key ? run.reserve() : run.begin();
                                                   }));
    if (offer != WorkerPool::Offer::taken) respond(lane_full(*order_.request, lane_, offer));
  }

 private:
  using Step = std::function<void(SubmissionRun&)>;

  /// `step` as a job of a lane; exceptions become answers.
  WorkerPool::Job job(Step step) {
    return [self = shared_from_this(), step = std::move(step)] {
      try {
        step(*self);
      } catch (...) {
        self->fail(std::current_exception());
      }
    };
  }
  /// Continues with a cheap step, since the body is read.
  void then(Step step) { service_.lanes[lane_].post(client(), 1, job(std::move(step))); }

  /// A small post never waits, not even for tables to be loaded: that moves it to the documents lane.
  bool step_aside() {
    if (lane_ != Lane::requests || service_.tables.is_newest()) return false;
    lane_ = Lane::documents;
    service_.lanes[lane_].post(client(), weight_, job([](SubmissionRun& run) { run.begin(); }));
    return true;
  }

  const std::string& client() const { return order_.request->client->name; }

  /// A client with too many refused records cannot send anything more today. A dry run is not compared with
  /// stored records and is still allowed, so that the fault can be found.
  bool refuse_for_today() {
    if (order_.dry_run) return false;
    const auto now = service_.clock.now();
    if (service_.store.refusals(client(), base::local_date(now)) <= kRefusalsADay) return false;
    refuse({"too-many-refusals", "", {}, "", seconds_to_next_day(now)});
    return true;
  }

  void reserve() {
    service_.store.reserve_key(client(), order_.source, *order_.idempotency_key, body_.digest,
                               service_.clock.now(),
                               [self = shared_from_this()](const std::exception_ptr& failed,
                                                           std::optional<store::IdempotencyRow> there) {
                                 self->then([failed, there = std::move(there)](SubmissionRun& run) {
                                   if (failed) std::rethrow_exception(failed);
                                   if (there) {
                                     run.answer_again(*there);
                                   } else {
                                     run.reserved_ = true;
                                     run.begin();
                                   }
                                 });
                               });
  }

  void answer_again(const store::IdempotencyRow& row) {
    if (row.body != body_.digest) return refuse({"idempotency-mismatch", ""});
    if (row.submission.empty()) return refuse({"idempotency-running", "", {}, "", 1});
    const auto stored = service_.store.submission(row.submission);
    if (!stored) return refuse({"idempotency-spent", ""});
    respond(replayed_answer(order_,
                            receipt_of(*stored, service_.store.issues(stored->id, model::kReceiptIssues, "")),
                            row.status));
  }

  void begin() {
    if (step_aside()) return;
    const auto now = service_.clock.now();
    submission_.id = base::new_ulid(now);
    submission_.source = order_.source;
    submission_.client = client();
    submission_.received_at = now;
    submission_.format = to_string(order_.format);
    submission_.reply_to = order_.reply_to;
    submission_.reject_unmapped = order_.on_unmapped == model::OnUnmapped::reject;
    const bool in_background = body_.spooled || order_.respond_async;
    if (in_background && !order_.dry_run) {
      go_to_background();
    } else {
      run_now();
    }
  }

  void go_to_background() {
    if (!body_.spooled) {
      body_.spooled = service_.spool.create(service_.clock.now(), client());
      body_.spooled->write(body_.bytes);
    }
    body_.spooled->commit();
    if (service_.store.nodes().are_several()) service_.spool.shelve(body_.spooled->id(), client());
    submission_.spool = body_.spooled->id();
    submission_.state = model::SubmissionState::received;
    service_.store.put_submission(submission_, order_.idempotency_key,
                                  [self = shared_from_this()](const std::exception_ptr& failed, bool) {
                                    self->then([failed](SubmissionRun& run) {
                                      if (failed) std::rethrow_exception(failed);
                                      run.service_.background.enqueue(run.submission_.id);
                                      run.respond(accepted_answer(run.order_, run.submission_.id));
                                    });
                                  });
  }

  /// A reload does not change the rules of a submission that has started.
  std::shared_ptr<const ActiveTables> tables_in_force() const {
    auto newest = service_.tables.newest();
    return newest->shared_book() == order_.request->tables->shared_book() ? newest : order_.request->tables;
  }

  /// A dry run, which stores nothing, ends at once when the gateway stops.
  void run_now() {
    std::optional<base::StopScope> scope;
    if (order_.dry_run) scope.emplace(service_.stop);
    job_.tables = tables_in_force();
    job_.keys = service_.installation->keys;
    job_.client = order_.request->client;
    job_.clock = &service_.clock;
    job_.store = order_.dry_run ? nullptr : &service_.store;
    job_.submission = submission_;
    job_.format = order_.format;
    job_.on_unmapped = order_.on_unmapped;
    job_.idempotency_key = order_.idempotency_key;
    job_.keep_outcomes = order_.answer_in != nullptr;
    job_.takes_parameters = is_validation(*order_.request);
    // The pieces of a small post are bounded by its body: it need not wait for the store between two of them.
    if (lane_ == Lane::requests) job_.bytes_in_flight = std::numeric_limits<std::size_t>::max();
    if (service_.store.nodes().are_several()) job_.overtaken = store::ApplyRequest::Overtaken::refused;
    auto done = [self = shared_from_this()](const std::exception_ptr& failed, DocumentResult result) {
      auto shared = std::make_shared<DocumentResult>(std::move(result));
      self->then([failed, shared](SubmissionRun& run) {
        if (is_overtaken(failed) && ++run.runs_ < kMostRuns) return run.run_again();
        if (failed) std::rethrow_exception(failed);
        run.finish(*shared);
      });
    };
    if (body_.spooled) {
      body_.spooled->commit();
      SpoolSource input(service_.spool, body_.spooled->id());
      run_document(job_, input, std::move(done));
      service_.spool.remove(body_.spooled->id());
    } else {
      codecs::MemorySource input(body_.bytes);
      run_document(job_, input, std::move(done));
    }
  }

  /// With the tables that are in force now, and where loading them delays nobody.
  void run_again() {
    lane_ = Lane::documents;
    service_.lanes[lane_].post(client(), weight_, job([](SubmissionRun& run) { run.run_now(); }));
  }

  void finish(const DocumentResult& result) {
    const bool stored =
        result.receipt.state != model::SubmissionState::failed && !result.refused_whole && !order_.dry_run;
    if (stored && result.takes_back)
      try_journal(service_.store, service_.keys.sealer, order_.request->config().sqlite);
    if (stored) {
      service_.metrics.count_records(order_.source, result.receipt.counts);
      service_.metrics.count_fell_empty(order_.source, result.fell_empty);
    } else {
      give_key_back();
    }
    respond(answer_of(order_, result));
  }

  void fail(const std::exception_ptr& failed) {
    give_key_back();
    try {
      std::rethrow_exception(failed);
    } catch (const std::exception& error) {
      base::log(base::LogLevel::error, "submission-failed",
                {{base::LogField::request_id, order_.request->head.request_id},
                 {base::LogField::source, order_.source},
                 {base::LogField::reason, std::string(error.what())}});
      refuse(problem_of_failure("unavailable"));
    }
  }

  void give_key_back() {
    if (reserved_) service_.store.release_key(client(), order_.source, *order_.idempotency_key);
    reserved_ = false;
  }

  void refuse(const Problem& problem) { respond(problem_response(*order_.request, problem)); }

  void respond(net::Response response) {
    note_answer(service_, *order_.request, response);
    ticket_.reset();
    responder_(std::move(response));
  }

  Service& service_;
  SubmissionOrder order_;
  ReceivedBody body_;
  std::shared_ptr<intake::Ticket> ticket_;
  net::Responder responder_;
  store::SubmissionRow submission_;
  DocumentJob job_;
  const std::uint64_t weight_;
  Lane lane_;
  bool reserved_ = false;
  int runs_ = 0;  ///< that ended because other tables were put in force
};

}  // namespace

void start_submission(Service& service, SubmissionOrder order, ReceivedBody body,
                      std::shared_ptr<intake::Ticket> ticket, net::Responder responder) {
  std::make_shared<SubmissionRun>(service, std::move(order), std::move(body), std::move(ticket),
                                  std::move(responder))
      ->start();
}

}  // namespace raccordo::app
