#include "store/sqlite/keepsakes.hpp"

#include <memory>
#include <utility>

#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/repetition.hpp"

namespace raccordo::store {
namespace {

/// Each node has a journal of its own: only what all of them have is dropped.
std::int64_t in_every_journal(Connection& db, std::int64_t through) {
  db.run("UPDATE nodes SET journal = max(journal, ?2) WHERE name = ?1", db.node(), through);
  auto query = db.query("SELECT coalesce(min(journal), 0) FROM nodes");
  return query.step() ? query.integer(0) : 0;
}

}  // namespace

std::vector<Keepsake> SqliteKeepsakes::after(std::int64_t n, std::size_t limit) {
  return read_keepsakes(*readers_.lease(), n, limit);
}

std::int64_t SqliteKeepsakes::last() { return last_keepsake(*readers_.lease()); }

void SqliteKeepsakes::drop(std::int64_t through, Done<bool> done) {
  post_write(
      writer_,
      [through](Connection& db) {
        drop_keepsakes(db, db.is_shared() ? in_every_journal(db, through) : through);
        return true;
      },
      std::move(done), 1, Admission::always);
}

void SqliteKeepsakes::renumber(std::int64_t through, Done<bool> done) {
  post_write(
      writer_,
      [through](Connection& db) {
        const auto last = last_keepsake(db);
        if (last > through) return false;
        // By way of negative numbers, so that none meets another one.
        db.run("UPDATE keepsakes SET n = -(n + ?1)", through);
        db.run("UPDATE keepsakes SET n = -n");
        set_last_keepsake(db, through + last);
        return true;
      },
      std::move(done), 1, Admission::always);
}

void SqliteKeepsakes::repeat(std::vector<Keepsake> acts, std::vector<AuditEvent> events, Done<bool> done) {
  const auto shared = std::make_shared<const std::pair<std::vector<Keepsake>, std::vector<AuditEvent>>>(
      std::move(acts), std::move(events));
  post_write(
      writer_,
      [shared](Connection& db) {
        repeat_acts(db, shared->first, shared->second);
        return true;
      },
      std::move(done), 1, Admission::always, Urgency::prompt, Traces::removed);
}

std::string SqliteKeepsakes::ledger_gap() {
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT ledger_gap FROM store_state");
  return query.step() ? query.string(0) : "";
}

void SqliteKeepsakes::set_ledger_gap(std::string why, Done<bool> done) {
  post_write(
      writer_,
      [why = std::move(why)](Connection& db) {
        return db.change("UPDATE store_state SET ledger_gap = ?1", why) > 0;
      },
      std::move(done), 1, Admission::always);
}

}  // namespace raccordo::store
