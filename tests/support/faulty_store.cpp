#include "support/faulty_store.hpp"

#include <utility>

#include "support/faulty_keeping.hpp"
#include "support/faulty_nodes.hpp"
#include "support/faulty_parties.hpp"
#include "support/faulty_work.hpp"

namespace raccordo::store {
namespace {

class FaultyStore final : public CaseStore {
 public:
  FaultyStore(std::unique_ptr<CaseStore> inner, support::FaultPlan& plan)
      : inner_(std::move(inner)), plan_(plan) {}

  void apply(ApplyRequest request, Done<std::vector<AppliedRecord>> done) override {
    plan_.write<std::vector<AppliedRecord>>(std::move(done), [&](Done<std::vector<AppliedRecord>> then) {
      inner_->apply(std::move(request), std::move(then));
    });
  }
  void put_submission(SubmissionRow row, std::optional<std::string> idempotency_key,
                      Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) {
      inner_->put_submission(std::move(row), std::move(idempotency_key), std::move(then));
    });
  }
  std::optional<SubmissionRow> submission(std::string_view id) override {
    plan_.step();
    return inner_->submission(id);
  }
  Page<SubmissionRow> submissions(std::string_view client, std::size_t limit,
                                  std::string_view cursor) override {
    plan_.step();
    return inner_->submissions(client, limit, cursor);
  }
  Page<model::Issue> issues(std::string_view submission, std::size_t limit,
                            std::string_view cursor) override {
    plan_.step();
    return inner_->issues(submission, limit, cursor);
  }
  void recover(Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) { inner_->recover(std::move(then)); });
  }
  void fail_abandoned(base::Instant now, Done<std::uint64_t> done) override {
    plan_.write<std::uint64_t>(
        std::move(done), [&](Done<std::uint64_t> then) { inner_->fail_abandoned(now, std::move(then)); });
  }
  void reserve_key(std::string client, std::string source, std::string key, base::Digest body,
                   base::Instant now, Done<std::optional<IdempotencyRow>> done) override {
    plan_.write<std::optional<IdempotencyRow>>(
        std::move(done), [&](Done<std::optional<IdempotencyRow>> then) {
          inner_->reserve_key(std::move(client), std::move(source), std::move(key), body, now,
                              std::move(then));
        });
  }
  void release_key(std::string client, std::string source, std::string key) override {
    if (plan_.is_running()) inner_->release_key(std::move(client), std::move(source), std::move(key));
  }
  std::vector<SubmissionRow> unfinished() override {
    plan_.step();
    return inner_->unfinished();
  }
  std::vector<SubmissionRow> with_body() override {
    plan_.step();
    return inner_->with_body();
  }
  void note_body(BodyNote note, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done),
                         [&](Done<bool> then) { inner_->note_body(std::move(note), std::move(then)); });
  }
  std::optional<RecordState> record(std::string_view source, std::string_view record_id,
                                    const RecordReach& reach) override {
    plan_.step();
    return inner_->record(source, record_id, reach);
  }
  Page<RecordState> records(std::string_view source, std::optional<base::Instant> since, std::size_t limit,
                            std::string_view cursor, const RecordReach& reach) override {
    plan_.step();
    return inner_->records(source, since, limit, cursor, reach);
  }
  void erase_record(EraseOrder order, AuditEvent event, Done<Erased> done) override {
    plan_.write<Erased>(std::move(done), [&](Done<Erased> then) {
      inner_->erase_record(std::move(order), std::move(event), std::move(then));
    });
  }
  std::uint64_t refusals(std::string_view client, base::Date day) override {
    plan_.step();
    return inner_->refusals(client, day);
  }
  std::vector<WorklistRow> worklist() override {
    plan_.step();
    return inner_->worklist();
  }
  Page<QuarantineRow> quarantine(const QuarantineFilter& filter, std::size_t limit,
                                 std::string_view cursor) override {
    plan_.step();
    return inner_->quarantine(filter, limit, cursor);
  }
  std::optional<QuarantineRow> quarantined(std::int64_t id) override {
    plan_.step();
    return inner_->quarantined(id);
  }
  void decide(Decision decision, Done<Decided> done) override {
    plan_.write<Decided>(std::move(done),
                         [&](Done<Decided> then) { inner_->decide(std::move(decision), std::move(then)); });
  }
  std::vector<ReleaseRow> releases() override {
    plan_.step();
    return inner_->releases();
  }
  std::optional<ReleaseRow> release(std::string_view id) override {
    plan_.step();
    return inner_->release(id);
  }
  std::optional<ReleaseRow> release_of_period(std::string_view period) override {
    plan_.step();
    return inner_->release_of_period(period);
  }
  SettledSnapshot settled_snapshot() override {
    plan_.step();
    return inner_->settled_snapshot();
  }
  std::optional<Unsettled> unsettled() override {
    plan_.step();
    return inner_->unsettled();
  }
  model::FactSet snapshot() override {
    plan_.step();
    return inner_->snapshot();
  }
  std::vector<SourceCount> source_counts() override {
    plan_.step();
    return inner_->source_counts();
  }
  void use_record_key(const base::Hmac& key) override { inner_->use_record_key(key); }
  std::optional<std::string> wrapped_key(std::string_view name) override {
    plan_.step();
    return inner_->wrapped_key(name);
  }
  void put_wrapped_key(std::string name, std::string sealed, std::string before, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) {
      inner_->put_wrapped_key(std::move(name), std::move(sealed), std::move(before), std::move(then));
    });
  }
  std::vector<SealedRow> sealed_rows(SealedKind kind, std::int64_t after, std::size_t limit) override {
    plan_.step();
    return inner_->sealed_rows(kind, after, limit);
  }
  std::uint64_t count_sealed_rows() override {
    plan_.step();
    return inner_->count_sealed_rows();
  }
  void reseal(std::vector<Resealed> rows, Done<std::uint64_t> done) override {
    plan_.write<std::uint64_t>(
        std::move(done), [&](Done<std::uint64_t> then) { inner_->reseal(std::move(rows), std::move(then)); });
  }
  std::int64_t resealed_through() override {
    plan_.step();
    return inner_->resealed_through();
  }
  void note_resealed(std::int64_t generation, AuditEvent event, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) {
      inner_->note_resealed(generation, std::move(event), std::move(then));
    });
  }
  void renew_pseudonyms(PseudonymRenewal renewal, Done<RenewedPseudonyms> done) override {
    plan_.write<RenewedPseudonyms>(std::move(done), [&](Done<RenewedPseudonyms> then) {
      inner_->renew_pseudonyms(std::move(renewal), std::move(then));
    });
  }
  void apply_retention(RetentionCutoffs cutoffs, AuditEvent event, Done<std::uint64_t> done) override {
    plan_.write<std::uint64_t>(std::move(done), [&](Done<std::uint64_t> then) {
      inner_->apply_retention(cutoffs, std::move(event), std::move(then));
    });
  }
  Replays& replays() override { return replays_; }
  TableVersions& tables() override { return tables_; }
  ReleaseLedger& ledger() override { return ledger_; }
  AuditLog& audit() override { return audit_; }
  HeldRecords& held() override { return held_; }
  Credentials& credentials() override { return credentials_; }
  Figures& figures() override { return figures_; }
  FieldFills& fills() override { return fills_; }
  Leases& leases() override { return leases_; }
  Nodes& nodes() override { return nodes_; }
  BodyChunks& chunks() override { return chunks_; }
  StoreCare& care() override { return care_; }
  Keepsakes& keepsakes() override { return keepsakes_; }
  Exchanges& exchanges() override { return exchanges_; }
  Webhooks& webhooks() override { return webhooks_; }
  void ping() override {
    plan_.step();
    inner_->ping();
  }
  void flush() override { inner_->flush(); }

 private:
  std::unique_ptr<CaseStore> inner_;
  support::FaultPlan& plan_;
  FaultyReplays replays_{inner_->replays(), plan_};
  FaultyTableVersions tables_{inner_->tables(), plan_};
  FaultyReleaseLedger ledger_{inner_->ledger(), plan_};
  FaultyAuditLog audit_{inner_->audit(), plan_};
  FaultyHeldRecords held_{inner_->held(), plan_};
  FaultyCredentials credentials_{inner_->credentials(), plan_};
  FaultyFigures figures_{inner_->figures(), plan_};
  FaultyFieldFills fills_{inner_->fills(), plan_};
  FaultyLeases leases_{inner_->leases(), plan_};
  FaultyNodes nodes_{inner_->nodes(), plan_};
  FaultyBodyChunks chunks_{inner_->chunks(), plan_};
  FaultyStoreCare care_{inner_->care(), plan_};
  FaultyKeepsakes keepsakes_{inner_->keepsakes(), plan_};
  FaultyExchanges exchanges_{inner_->exchanges(), plan_};
  FaultyWebhooks webhooks_{inner_->webhooks(), plan_};
};

}  // namespace
}  // namespace raccordo::store

namespace raccordo::support {

std::unique_ptr<store::CaseStore> faulty(std::unique_ptr<store::CaseStore> inner, FaultPlan& plan) {
  return std::make_unique<store::FaultyStore>(std::move(inner), plan);
}

}  // namespace raccordo::support
