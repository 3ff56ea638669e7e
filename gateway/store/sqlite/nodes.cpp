#include "store/sqlite/nodes.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "store/interface/process_owner.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/leases.hpp"

namespace raccordo::store {
namespace {

void write_beat(Connection& db, const std::string& name, const std::string& program,
                std::int64_t generation) {
  const auto now = lease_time(db, {});
  // A node that begins has a journal that lacks nothing still kept here.
  db.run(
      "INSERT INTO nodes (name, owner, program, generation, journal, started_at, until)"
      " VALUES (?1, ?2, ?3, ?4, coalesce((SELECT min(n) - 1 FROM keepsakes), ?7), ?5, ?6)"
      " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, program = excluded.program,"
      " generation = excluded.generation, until = excluded.until,"
      " started_at = CASE WHEN nodes.owner = excluded.owner THEN nodes.started_at ELSE excluded.started_at "
      "END",
      name, this_process(), program, generation, now, now + kNodeLasts, last_keepsake(db));
  db.run("UPDATE leases SET until = ?2 WHERE owner = ?1", this_process(), now + kNodeLasts);
}

NodeForgotten forget_node(Connection& db, const std::string& name, const AuditEvent& event) {
  {
    auto query = db.query("SELECT until FROM nodes WHERE name = ?1", name);
    if (!query.step()) return NodeForgotten::unknown;
    if (query.integer(0) > lease_time(db, {})) return NodeForgotten::live;
  }
  db.run("DELETE FROM nodes WHERE name = ?1", name);
  append_audit(db, event);
  return NodeForgotten::done;
}

}  // namespace

void SqliteNodes::beat(std::string program, std::int64_t generation, Done<bool> done) {
  const auto given_back = std::make_shared<std::vector<KeyName>>();
  auto told = [this, given_back, done = std::move(done)](const std::exception_ptr& failed, bool) {
    if (!failed) {
      for (const auto& key : *given_back) unreleased_.erase(key);
    }
    done(failed, true);
  };
  post_write(
      writer_,
      [this, given_back, program = std::move(program), generation](Connection& db) {
        if (name_.empty()) return true;
        write_beat(db, name_, program, generation);
        given_back->assign(unreleased_.begin(), unreleased_.end());
        for (const auto& key : *given_back) release_named(db, key);
        return true;
      },
      Done<bool>(std::move(told)), 1, Admission::always);
}

void SqliteNodes::leave(Done<bool> done) {
  post_write(
      writer_,
      [name = name_](Connection& db) {
        db.run("DELETE FROM leases WHERE owner = ?1", this_process());
        return db.change("UPDATE nodes SET until = 0 WHERE name = ?1 AND owner = ?2", name, this_process()) >
               0;
      },
      std::move(done), 1, Admission::always);
}

base::Instant SqliteNodes::now() {
  if (name_.empty()) return {};
  return {lease_time(*readers_.lease(), {})};
}

std::vector<NodeRow> SqliteNodes::list() {
  std::vector<NodeRow> rows;
  if (name_.empty()) return rows;
  const auto lease = readers_.lease();
  const auto now = lease_time(*lease, {});
  auto query = lease->query(
      "SELECT name, owner, program, generation, journal, started_at, until FROM nodes ORDER BY name");
  while (query.step()) {
    NodeRow row{query.string(0),  query.string(1),  query.string(2), query.integer(3),
                query.integer(4), query.instant(5), query.instant(6)};
    row.is_live = row.until.micros > now;
    rows.push_back(std::move(row));
  }
  return rows;
}

void SqliteNodes::forget(std::string name, AuditEvent event, Done<NodeForgotten> done) {
  post_write(
      writer_,
      [name = std::move(name), event = std::move(event)](Connection& db) {
        return forget_node(db, name, event);
      },
      std::move(done), 1, Admission::always);
}

}  // namespace raccordo::store
