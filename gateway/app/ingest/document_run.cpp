#include "app/ingest/document_run.hpp"

#include <future>
#include <set>
#include <utility>

#include "app/ingest/conditional_create.hpp"
#include "app/ingest/fill_watch.hpp"
#include "app/ingest/piece_gate.hpp"
#include "app/ingest/ready_record.hpp"
#include "app/ingest/receipt_builder.hpp"
#include "app/ingest/seen_records.hpp"
#include "app/ingest/shared_reading.hpp"
#include "base/stop.hpp"
#include "codecs/protocol.hpp"
#include "privacy/code_masking.hpp"

namespace raccordo::app {
namespace {

/// Small enough that a single post after a piece is not delayed.
constexpr std::size_t kPieceRecords = 128;
constexpr std::size_t kPieceBytes = 1 << 20;

/// With more records than this a document is large: several threads read on.
constexpr std::uint64_t kFirstRecords = 256;

/// Records that are handed to the store together.
struct Piece {
  std::vector<store::PreparedRecord> records;
  std::size_t bytes = 0;  ///< estimated
};

/// One run in progress.
class DocumentRun {
 public:
  DocumentRun(const DocumentJob& job, codecs::ByteSource& input)
      : job_(job),
        active_(job.tables->find(job.submission.source)),
        rules_(job.tables->book().find(job.submission.source)),
        context_{&job.tables->book().scheme,
                 &job.keys->names,
                 job.clock,
                 {static_cast<std::size_t>(job.tables->book().config.limits.record),
                  static_cast<std::size_t>(job.tables->book().config.limits.depth),
                  static_cast<std::size_t>(job.tables->book().config.limits.xml_attributes)},
                 privacy::code_mask(job.keys->names),
                 job.takes_parameters},
        decoder_(codecs::make_decoder(rules_->profile, context_, job.format, input)),
        pipeline_({active_, job.keys.get(), job.clock, job.submission.source, job.client.get(),
                   job.on_unmapped, job.submission.received_at,
                   retention_rule(job.tables->book().config.retention, job.clock->now()),
                   rules_->profile.record_key()}),
        maker_(job, pipeline_, job.submission.counts.received),
        seen_(job.keys->names),
        builder_(std::make_shared<ReceiptBuilder>(job, *active_)),
        gate_(std::make_shared<PieceGate>(job.bytes_in_flight)),
        fills_(job.store, job.submission.source) {}

  /// A failing run ends when all pieces that it handed over are settled: a new run of the document uses the
  /// stored counts.
  void run(RunDone done) {
    try {
      read_all(std::move(done));
    } catch (...) {
      settle();
      throw;
    }
  }
  /// Waits until no piece is on its way to the store.
  void settle() { gate_->wait_until_empty(); }

 private:
  using PieceDone = std::function<void(const std::exception_ptr&)>;

  void read_all(RunDone done) {
    while (auto fields = decoder_->next()) {
      base::stop_point();
      const auto number = fields->number;
      if (number == 1) {
        const auto facts = decoder_->facts();
        whole_ = codecs::is_all_or_nothing(facts);
        only_new_ = only_new_records(facts);
      }
      take(maker_.make(std::move(*fields)));
      if (number == kFirstRecords && read_rest()) break;
    }
    finish(std::move(done));
  }

  /// Several threads read the rest of a large document; false: this one must.
  bool read_rest() {
    if (whole_) return false;
    const auto reading = SharedReading::start(*decoder_, maker_, job_.readers);
    if (reading) reading->run([this](ReadyRecord record) { take(std::move(record)); });
    return reading != nullptr;
  }

  /// In the order of the document.
  void take(ReadyRecord record) {
    if (record.is_filled_in) fills_.add(record.filled);
    const bool is_repeated = record.has_id && seen_.holds(record.seen_bits);
    if (is_repeated) reject_repeated(record, job_.on_unmapped);
    if (record.outcome != model::Outcome::rejected || record.is_withdrawn) seen_.note(record.seen_bits);
    if (!record.is_applied) add(std::move(record));
    const bool is_full = piece_.records.size() >= kPieceRecords || piece_.bytes >= kPieceBytes;
    if (is_full && !whole_) send_piece();
  }

  void add(ReadyRecord record) {
    if (only_new_.contains(record.number)) leave_existing(job_, record.prepared);
    // A document of one record, by far the most frequent one, needs no room for more.
    if (piece_.records.size() == 1) piece_.records.reserve(kPieceRecords);
    takes_back_ = takes_back_ || record.withdrawal.has_value();
    auto& prepared = record.withdrawal ? *record.withdrawal : record.prepared;
    piece_.bytes += size_of(prepared);
    piece_.records.push_back(std::move(prepared));
  }

  /// Sends all but the last piece, which carries the final state.
  void send_piece() {
    if (held_) submit(std::move(*held_), false, model::SubmissionState::processing, {});
    held_ = std::exchange(piece_, {});
  }

  void finish(RunDone done) {
    auto end = decoder_->end();
    DocumentResult result{{}, std::move(end.broken), decoder_->facts()};
    result.takes_back = takes_back_;
    warnings_ = std::move(end.warnings);
    const auto fell_empty = fills_.judge();
    warnings_.insert(warnings_.end(), fell_empty.begin(), fell_empty.end());
    result.fell_empty = fills_.verdict().fell;
    auto of_document = warnings_;
    if (result.broken) of_document.push_back(*result.broken);
    const bool empty_handed = result.broken && end.records == 0;
    auto state = model::SubmissionState::completed;
    if (result.broken)
      state = empty_handed ? model::SubmissionState::failed : model::SubmissionState::truncated;
    if (empty_handed && !job_.background) {
      result.receipt = builder_->take(state, of_document);
      done(nullptr, std::move(result));
      return;
    }
    if (!held_)
      held_ = std::move(piece_);
    else if (!piece_.records.empty())
      send_piece();
    auto last = std::move(*held_);
    last_issue_ = result.broken;
    auto shared = std::make_shared<DocumentResult>(std::move(result));
    auto finished = [builder = builder_, shared, state, of_document = std::move(of_document),
                     done = std::move(done)](const std::exception_ptr& failed) {
      shared->receipt =
          builder->take(shared->refused_whole ? model::SubmissionState::failed : state, of_document);
      shared->outcomes = builder->take_outcomes();
      done(failed, std::move(*shared));
    };
    if (!whole_ || !job_.background) return submit(std::move(last), true, state, std::move(finished), shared);
    finish_whole(std::move(last), state, shared, finished);
  }

  /// Of a transaction in the background nobody is told before its refusal is stored.
  void finish_whole(Piece last, model::SubmissionState state, const std::shared_ptr<DocumentResult>& result,
                    const PieceDone& finished) {
    const auto records = last.records.size();
    const auto stored = std::make_shared<std::promise<std::exception_ptr>>();
    auto future = stored->get_future();
    submit(
        std::move(last), true, state,
        [stored](const std::exception_ptr& failed) { stored->set_value(failed); }, result);
    const auto failed = future.get();
    if (failed || !result->refused_whole) return finished(failed);
    const auto& issues = builder_->issues();
    warnings_.insert(warnings_.end(), issues.begin(), issues.end());
    refused_records_ = records;
    submit({}, true, model::SubmissionState::failed, finished);
  }

  void submit(Piece piece, bool last, model::SubmissionState state, PieceDone done,
              const std::shared_ptr<DocumentResult>& result = nullptr) {
    auto& records = piece.records;
    auto sent = std::make_shared<std::vector<SentRecord>>();
    sent->reserve(records.size());
    for (const auto& record : records) sent->push_back(sent_record(record));
    auto applied = [builder = builder_, sent, gate = gate_, bytes = piece.bytes, result,
                    done = std::move(done)](std::exception_ptr failed,
                                            const std::vector<store::AppliedRecord>& outcomes) {
      if (!failed) builder->add(std::move(*sent), outcomes);
      if (failed && result && builder->add_refused(failed, std::move(*sent))) {
        result->refused_whole = true;
        failed = nullptr;
      }
      const auto first_failure = gate->leave(failed, bytes);
      if (done) done(first_failure);
    };
    if (!last) fills_.read_before();
    gate_->enter(piece.bytes);
    if (job_.store == nullptr) {
      applied(nullptr, as_prepared(records));
      return;
    }
    store::ApplyRequest request;
    request.submission = job_.submission;
    request.records = std::move(records);
    request.first = first_ && !job_.background;
    request.last = last;
    request.submission.counts = {};
    request.submission.state = state;
    request.submission.mapping_versions = active_->versions;
    request.generation = job_.tables->generation();
    request.overtaken = job_.overtaken;
    if (job_.client) request.may_hold = job_.client->reach();
    request.now = job_.clock->now();
    if (last) request.idempotency_key = job_.idempotency_key;
    request.idempotency_status = last_issue_ ? 422 : 201;
    if (last) request.document_issue = last_issue_;
    if (last) request.document_warnings = warnings_;
    if (last) request.fills = fills_.verdict();
    if (last) request.refused_records = refused_records_;
    request.whole = whole_;
    first_ = false;
    try {
      job_.store->apply(std::move(request), std::move(applied));
    } catch (...) {
      gate_->leave(std::current_exception(), piece.bytes);
      throw;
    }
  }

  /// Issues are copied only while the receipt has room for them.
  SentRecord sent_record(const store::PreparedRecord& record) {
    if (issues_sent_ >= model::kReceiptIssues) return {{}, !record.issues.empty()};
    issues_sent_ += record.issues.size();
    return {record.issues, false};
  }

  static std::vector<store::AppliedRecord> as_prepared(const std::vector<store::PreparedRecord>& records) {
    std::vector<store::AppliedRecord> outcomes;
    for (const auto& record : records) outcomes.push_back({record.number, record.outcome});
    return outcomes;
  }

  const DocumentJob& job_;
  const ActiveSource* active_;
  const SourceRules* rules_;
  codecs::DecodeContext context_;
  std::unique_ptr<codecs::Decoder> decoder_;
  RecordPipeline pipeline_;
  RecordMaker maker_;
  SeenRecords seen_;
  std::shared_ptr<ReceiptBuilder> builder_;
  std::shared_ptr<PieceGate> gate_;
  Piece piece_;
  std::size_t issues_sent_ = 0;
  std::optional<Piece> held_;
  std::optional<model::Issue> last_issue_;
  std::vector<model::Issue> warnings_;
  FillWatch fills_;
  bool first_ = true;
  bool takes_back_ = false;
  std::uint64_t refused_records_ = 0;  ///< of a transaction in the background that was refused
  std::set<std::uint64_t> only_new_;   ///< stored only if no record of their id is
  bool whole_ = false;                 ///< a transaction: one piece, stored completely or not at all
};

}  // namespace

void run_document(const DocumentJob& job, codecs::ByteSource& input, RunDone done) {
  DocumentRun(job, input).run(std::move(done));
}

DocumentResult run_document_and_wait(const DocumentJob& job, codecs::ByteSource& input) {
  std::promise<DocumentResult> promise;
  auto future = promise.get_future();
  DocumentRun run(job, input);
  run.run([&promise](std::exception_ptr failed, DocumentResult result) {
    if (failed) {
      promise.set_exception(std::move(failed));
    } else {
      promise.set_value(std::move(result));
    }
  });
  future.wait();
  run.settle();
  return future.get();
}

}  // namespace raccordo::app
