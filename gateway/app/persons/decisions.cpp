#include "app/persons/decisions.hpp"

#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/tables/replayer.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// The record mapped with the tables in force; a problem unless it can be accepted.
base::Result<store::PreparedRecord, Problem> mapped_anew(const DecisionDesk& desk,
                                                         const store::QuarantineRow& row) {
  store::WaitingRecord waiting;
  waiting.source = row.source;
  waiting.record_id = row.record_id;
  waiting.owner = row.owner;
  waiting.client = row.client;
  waiting.submission = row.submission;
  waiting.sealed_fields = row.sealed_fields;
  waiting.received_at = row.received_at;
  auto record = map_waiting(desk.tables, desk.keys, desk.clock, waiting);
  if (!record || record->outcome != model::Outcome::accepted) {
    std::vector<model::Issue> issues;
    if (record) issues = std::move(record->issues);
    return Problem{"still-unmapped",
                   "The tables and checks in force do not accept this record as it is; `errors` says why. "
                   "Complete the tables first, or reject the record.",
                   std::move(issues)};
  }
  return std::move(*record);
}

Problem why_gone(const DecisionDesk& desk, const store::QuarantineRow& row, Verdict verdict) {
  const auto now = desk.store.quarantined(row.id);
  const bool same = now && now->content == row.content;
  const auto newer = same && verdict == Verdict::accept ? newer_version(desk.held, *now) : std::nullopt;
  if (!newer) {
    return {
        "not-found",
        "This record was sent again or decided, or the stored record has changed its Comune since you read "
        "it: read it again."};
  }
  return {"stale-version",
          "This record has version " + base::to_string(row.version) + ", the stored one has version " +
              base::to_string(*newer) +
              ": an older version never overwrites a newer one. Reject this record, or ask its sender for a "
              "newer version."};
}

}  // namespace

std::optional<base::Instant> newer_version(store::HeldRecords& records, const store::QuarantineRow& row) {
  if (row.awaits != model::to_string(model::IssueCode::record_taken_over)) return std::nullopt;
  const auto held = records.record(row.source, row.record_id);
  if (!held) return std::nullopt;
  auto newest = held->accepted_version;
  if (held->waiting && (!newest || *newest < held->waiting->version)) newest = held->waiting->version;
  return newest && row.version < *newest ? newest : std::nullopt;
}

std::string_view to_string(Verdict verdict) { return verdict == Verdict::accept ? "accept" : "reject"; }

base::Result<model::Outcome, Problem> decide(const DecisionDesk& desk, const store::QuarantineRow& row,
                                             Verdict verdict, store::AuditEvent event) {
  if (row.awaits.empty()) {
    return Problem{"no-decision",
                   "This record waits for the mapping of a code, not for a decision: complete the table, or "
                   "let the sender correct the record."};
  }
  store::Decision decision;
  decision.id = row.id;
  decision.content = row.content;
  if (verdict == Verdict::accept) {
    auto record = mapped_anew(desk, row);
    if (!record) return record.error();
    decision.accept = std::move(*record);
    decision.generation = desk.tables.generation();
  }
  event.action = "record." + std::string(to_string(verdict));
  event.object = record_name(desk.keys.names, row.source, row.record_id);
  event.details.insert_or_assign("quarantine", std::to_string(row.id));
  event.details.insert_or_assign("awaited", row.awaits);
  decision.event = std::move(event);
  const auto decided = wait_for<store::Decided>(
      [&](store::Done<store::Decided> done) { desk.store.decide(std::move(decision), std::move(done)); });
  if (decided == store::Decided::gone) return why_gone(desk, row, verdict);
  return verdict == Verdict::accept ? model::Outcome::accepted : model::Outcome::rejected;
}

}  // namespace raccordo::app
