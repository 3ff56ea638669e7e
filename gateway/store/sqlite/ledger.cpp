#include "store/sqlite/ledger.hpp"

#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/leases.hpp"
#include "store/sqlite/releases.hpp"

namespace raccordo::store {
namespace {

#define RACCORDO_SELECT_ENTRY \
  "SELECT seq, release, period, revision_date, content, evidence, at, hash FROM ledger "

/// A hash of another length than 32 bytes is read as zeros, which match no row: check_chain reports it.
LedgerEntry read_entry(const Query& query) {
  LedgerEntry entry{query.integer(0), query.string(1), query.string(2),  query.string(3),
                    query.string(4),  query.string(5), query.instant(6), {}};
  const auto hash = query.text(7);
  if (hash.size() == entry.hash.size()) std::copy(hash.begin(), hash.end(), entry.hash.begin());
  return entry;
}

/// The last row; number 0 with 32 zero bytes if there is none.
LedgerEntry read_head(Connection& db) {
  auto query = db.query(RACCORDO_SELECT_ENTRY "ORDER BY seq DESC LIMIT 1");
  return query.step() ? read_entry(query) : LedgerEntry{};
}

void append_entry(Connection& db, const LedgerEntry& entry) {
  db.run(
      "INSERT INTO ledger (seq, release, period, revision_date, content, evidence, at, hash)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      entry.seq, entry.release, entry.period, entry.revision_date, entry.content, entry.evidence, entry.at,
      Blob{base::as_bytes(entry.hash)});
}

enum class ReleaseOrigin : std::uint8_t { computed, journal };

Entered enter_release(Connection& db, const FinishedRelease& finished, ReleaseOrigin origin) {
  const auto head = read_head(db);
  if (head.seq != finished.after) return Entered::concurrent_release;
  if (!complete_release(db, finished.row)) return Entered::given_up;
  end_lease(db, release_lease(finished.row.id));
  LedgerEntry entry{head.seq + 1,        finished.row.id,
                    finished.row.period, finished.row.revision_date,
                    finished.row.digest, base::sha256_hex(finished.evidence),
                    finished.at,         {}};
  entry.hash = chain_hash(head.hash, entry);
  append_entry(db, entry);
  const auto evidence = db.insert("INSERT INTO evidence (release, sealed) VALUES (?1, ?2)", finished.row.id,
                                  Blob{finished.evidence});
  // No more copies of the register are kept than needed to prove every release.
  if (!finished.keeps_earlier) {
    db.run("DELETE FROM evidence WHERE no = (SELECT max(no) FROM evidence WHERE no < ?1)", evidence);
  }
  auto event = finished.event;
  event.details["ledger_row"] = std::to_string(entry.seq);
  event.details["ledger_hash"] = base::to_hex(base::as_bytes(entry.hash));
  const auto head_now = to_string(append_audit(db, event));
  const bool is_new = origin == ReleaseOrigin::computed;
  if (is_new) {
    add_keepsake(db, {0,
                      finished.at,
                      Keepsake::Kind::release,
                      entry.hash,
                      model::Comuni::all(),
                      {},
                      finished.row.id,
                      event.actor,
                      ""});
  }
  db.run("UPDATE releases SET audit_head = ?2 WHERE id = ?1", finished.row.id,
         is_new ? head_now : finished.row.audit_head);
  return Entered::done;
}

/// The row of a release from a journal; one of the same id that was never finished is replaced.
bool begin_restored(Connection& db, const ReleaseRow& row) {
  db.run("DELETE FROM releases WHERE id = ?1 AND state <> 'DONE'", row.id);
  end_lease(db, release_lease(row.id));
  return !reserve_release(db, row);
}

}  // namespace

void SqliteLedger::reserve(ReleaseRow row, Done<std::optional<ReleaseRow>> done) {
  post_write(
      writer_,
      [row = std::move(row)](Connection& db) {
        auto there = reserve_release(db, row);
        if (!there) take_lease(db, release_lease(row.id), row.created_at);
        return there;
      },
      std::move(done));
}

void SqliteLedger::refuse(std::string id, std::string reason, AuditEvent event, Done<bool> done) {
  post_write(
      writer_,
      [id = std::move(id), reason = std::move(reason), event = std::move(event)](Connection& db) {
        if (!refuse_release(db, id, reason)) return false;
        end_lease(db, release_lease(id));
        append_audit(db, event);
        return true;
      },
      std::move(done));
}

void SqliteLedger::enter(FinishedRelease release, Done<Entered> done) {
  // Shared: the evidence may have tens of megabytes, and a job is copied.
  const auto shared = std::make_shared<const FinishedRelease>(std::move(release));
  post_write(
      writer_, [shared](Connection& db) { return enter_release(db, *shared, ReleaseOrigin::computed); },
      std::move(done));
}

void SqliteLedger::restore(FinishedRelease release, Done<Entered> done) {
  const auto shared = std::make_shared<const FinishedRelease>(std::move(release));
  post_write(
      writer_,
      [shared](Connection& db) {
        if (!begin_restored(db, shared->row)) return Entered::concurrent_release;
        return enter_release(db, *shared, ReleaseOrigin::journal);
      },
      std::move(done));
}

void SqliteLedger::publish(std::string id, base::Instant at, AuditEvent event, Done<bool> done) {
  post_write(
      writer_,
      [id = std::move(id), at, event = std::move(event)](Connection& db) {
        if (!publish_release(db, id, at)) return false;
        append_audit(db, event);
        add_keepsake(
            db,
            {0, at, Keepsake::Kind::publish, {}, model::Comuni::all(), {}, id, event.actor, event.reason});
        return true;
      },
      std::move(done));
}

std::vector<ReleaseRow> SqliteLedger::abandoned(base::Instant now) {
  const auto lease = readers_.lease();
  std::vector<std::string> running;
  {
    auto query = lease->query("SELECT id FROM releases WHERE state = 'RUNNING'");
    while (query.step()) running.push_back(query.string(0));
  }
  std::vector<ReleaseRow> rows;
  for (const auto& id : running) {
    if (lease_is_held(*lease, release_lease(id), now)) continue;
    if (auto row = read_release(*lease, id)) rows.push_back(std::move(*row));
  }
  return rows;
}

std::vector<LedgerEntry> SqliteLedger::entries() {
  const auto lease = readers_.lease();
  std::vector<LedgerEntry> entries;
  auto query = lease->query(RACCORDO_SELECT_ENTRY "ORDER BY seq");
  while (query.step()) entries.push_back(read_entry(query));
  return entries;
}

std::optional<std::string> SqliteLedger::evidence(std::string_view release) {
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT sealed FROM evidence WHERE release = ?1", release);
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

}  // namespace raccordo::store
