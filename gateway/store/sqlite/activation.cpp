#include "store/sqlite/activation.hpp"

#include <algorithm>

#include "store/sqlite/remap.hpp"
#include "store/sqlite/replay_rows.hpp"
#include "store/sqlite/tables.hpp"

namespace raccordo::store {
namespace {

std::int32_t version_in_force(Connection& db, const TableStep& step) {
  auto query = db.query("SELECT version FROM table_versions WHERE source = ?1 AND tbl = ?2 AND state = 3",
                        step.source, step.table);
  return query.step() ? static_cast<std::int32_t>(query.integer(0)) : 0;
}

std::int64_t accepted_records(Connection& db, std::string_view source) {
  auto query = db.query(
      "SELECT accepted FROM source_totals WHERE source = (SELECT no FROM codes WHERE text = ?1)", source);
  return query.step() ? query.integer(0) : 0;
}

/// All stored records of the source are processed, because the records with a changed code are unknown.
ReplayRow start_remap(Connection& db, const Activation& activation, std::int64_t no) {
  const auto& step = activation.step;
  const auto total = activation.codes.empty() ? 0 : accepted_records(db, step.source);
  const bool nothing = total == 0;
  const auto state = nothing ? ReplayState::completed : ReplayState::queued;
  db.run(
      "INSERT INTO replays (id, kind, state, source, tbl, codes, activation, actor, reason, created_at,"
      " ended_at, total, succeeded, failed, position, last) SELECT ?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
      "?10,"
      " ?11, 0, 0, 0, coalesce(max(record), 0) FROM bodies",
      activation.remap_id, static_cast<std::int64_t>(state), step.source, step.table,
      encode_codes(activation.codes), no, step.event.actor, step.event.reason, step.event.at,
      nothing ? std::optional(step.event.at) : std::nullopt, total);
  return read_replay(db, activation.remap_id).value();
}

/// Whether one of the records written since the caller's check breaks, or there are too many to check here.
bool is_look_outdated(Connection& db, const Activation& activation) {
  if (!activation.breaks) return false;
  const auto since =
      read_written_since(db, activation.step.source, activation.looked_until, kMostWrittenSince);
  if (since.bodies.size() > kMostWrittenSince) return true;
  return std::any_of(since.bodies.begin(), since.bodies.end(),
                     [&](const StoredBody& stored) { return activation.breaks(stored.body); });
}

}  // namespace

ActivationOutcome activate_version(Connection& db, const Activation& activation) {
  const auto& step = activation.step;
  ActivationOutcome outcome;
  if (version_in_force(db, step) != activation.replaces) {
    outcome.table = refuse_overtaken(db, step);
    return outcome;
  }
  if (is_look_outdated(db, activation)) {
    outcome.table = refuse_overtaken(db, step);
    if (outcome.table.verdict == TableVerdict::changed_meanwhile) {
      outcome.look = ActivationOutcome::Look::outdated;
    }
    return outcome;
  }
  outcome.table = take_step(db, step);
  if (outcome.table.verdict != TableVerdict::done) return outcome;
  const auto no =
      db.insert("INSERT INTO activations (source, tbl, version, replaced, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                step.source, step.table, static_cast<std::int64_t>(step.version),
                static_cast<std::int64_t>(activation.replaces), step.event.at);
  const ReplayOrder order{activation.replay_id,   step.source,          step.table,
                          activation.freed_codes, model::Comuni::all(), step.event};
  outcome.replay = start_replay(db, order, no);
  outcome.remap = start_remap(db, activation, no);
  return outcome;
}

Replays::WaitingCounts read_waiting_counts(Connection& db, std::string_view source, std::string_view table,
                                           const std::vector<std::string>& codes) {
  // Other reasons for waiting: another code, or a wrong fiscal code, which no table corrects.
  static_assert(static_cast<int>(model::Outcome::quarantined) == 2);
  auto query = db.query(
      "WITH hit AS (SELECT DISTINCT record FROM waiting_codes WHERE source = (SELECT no FROM codes"
      " WHERE text = ?1) AND tbl = ?2 AND code IN (SELECT value FROM json_each(?3)))"
      " SELECT count(*), count(CASE WHEN EXISTS (SELECT 1 FROM waiting_codes w WHERE w.record = hit.record"
      " AND NOT (w.tbl = ?2 AND w.code IN (SELECT value FROM json_each(?3)))) OR EXISTS (SELECT 1"
      " FROM issues i WHERE i.record = hit.record AND i.outcome = 2"
      " AND json_extract(i.issue, '$.code') = 'fiscal-code-mismatch') THEN 1 END) FROM hit",
      source, table, encode_codes(codes));
  if (!query.step()) return {};
  const auto all = static_cast<std::uint64_t>(query.integer(0));
  const auto more = static_cast<std::uint64_t>(query.integer(1));
  return {all - more, more};
}

std::vector<Replays::WaitingCode> read_waiting_codes(Connection& db, std::string_view source,
                                                     std::string_view table,
                                                     const std::vector<std::string>& codes,
                                                     std::size_t limit) {
  std::vector<Replays::WaitingCode> out;
  auto query = db.query(
      "SELECT code, max(label), count(*) FROM waiting_codes WHERE source = (SELECT no FROM codes"
      " WHERE text = ?1) AND tbl = ?2 AND code IN (SELECT value FROM json_each(?3)) GROUP BY code"
      " ORDER BY count(*) DESC, code LIMIT ?4",
      source, table, encode_codes(codes), static_cast<std::int64_t>(limit));
  while (query.step()) {
    out.push_back({query.string(0), query.string(1), static_cast<std::uint64_t>(query.integer(2))});
  }
  return out;
}

}  // namespace raccordo::store
