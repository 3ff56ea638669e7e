#include "store/sqlite/leases.hpp"

#include "store/interface/nodes.hpp"
#include "store/interface/process_owner.hpp"

namespace raccordo::store {
namespace {

std::optional<LeaseRow> read_lease(Connection& db, std::string_view name) {
  auto query = db.query("SELECT name, owner, until FROM leases WHERE name = ?1", name);
  if (!query.step()) return std::nullopt;
  return LeaseRow{query.string(0), query.string(1), query.instant(2)};
}

bool is_held_in(Connection& db, const LeaseRow& lease, base::Instant now) {
  if (!db.is_shared()) return is_held(lease, now);
  // A process that is stopped for longer than its lease counts as gone, also on this machine.
  return presence_of(lease.owner) != Presence::gone && lease_time(db, now) < lease.until.micros;
}

std::int64_t expiry(Connection& db, base::Instant now) {
  return lease_time(db, now) + (db.is_shared() ? kNodeLasts : kLeaseLasts);
}

}  // namespace

std::int64_t lease_time(Connection& db, base::Instant now) {
  if (!db.is_shared()) return now.micros;
  auto query =
      db.query(Sql("SELECT 0", "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)"));
  return query.step() ? query.integer(0) : now.micros;
}

bool is_held(const LeaseRow& lease, base::Instant now) {
  const auto presence = presence_of(lease.owner);
  return presence == Presence::elsewhere ? now < lease.until : presence == Presence::here;
}

std::optional<LeaseRow> take_lease(Connection& db, std::string_view name, base::Instant now) {
  auto there = read_lease(db, name);
  if (there && !is_own_process(there->owner) && is_held_in(db, *there, now)) return there;
  db.run(
      "INSERT INTO leases (name, owner, until) VALUES (?1, ?2, ?3)"
      " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until",
      name, this_process(), expiry(db, now));
  return std::nullopt;
}

bool is_lease_of_others(Connection& db, std::string_view name) {
  const auto there = read_lease(db, name);
  return there && !is_own_process(there->owner) && is_held_in(db, *there, {});
}

void keep_lease(Connection& db, std::string_view name) {
  const auto there = read_lease(db, name);
  if (!there || !is_own_process(there->owner))
    throw base::SystemFault("database: the lease of this work is over: another node goes on with it");
  db.run("UPDATE leases SET until = ?2 WHERE name = ?1", name, expiry(db, {}));
}

void end_lease(Connection& db, std::string_view name) { db.run("DELETE FROM leases WHERE name = ?1", name); }

bool lease_is_held(Connection& db, std::string_view name, base::Instant now) {
  const auto lease = read_lease(db, name);
  return lease && is_held_in(db, *lease, now);
}

std::string release_lease(std::string_view id) { return "release/" + std::string(id); }

std::string submission_lease(std::string_view id) { return "submission/" + std::string(id); }

void SqliteLeases::take(std::string name, base::Instant now, Done<std::optional<LeaseRow>> done) {
  post_write(
      writer_, [name = std::move(name), now](Connection& db) { return take_lease(db, name, now); },
      std::move(done), 1, Admission::always);
}

void SqliteLeases::renew(base::Instant now, Done<bool> done) {
  post_write(
      writer_,
      [now](Connection& db) {
        db.run("UPDATE leases SET until = ?2 WHERE owner = ?1", this_process(), expiry(db, now));
        return true;
      },
      std::move(done), 1, Admission::always);
}

void SqliteLeases::give_back(std::string name) {
  post_write(
      writer_,
      [name = std::move(name)](Connection& db) {
        db.run("DELETE FROM leases WHERE name = ?1 AND owner = ?2", name, this_process());
        return true;
      },
      Done<bool>(), 1, Admission::always);
}

std::vector<LeaseRow> SqliteLeases::list() {
  std::vector<LeaseRow> rows;
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT name, owner, until FROM leases ORDER BY name");
  while (query.step()) rows.push_back({query.string(0), query.string(1), query.instant(2)});
  return rows;
}

}  // namespace raccordo::store
