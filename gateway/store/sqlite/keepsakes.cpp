#include "store/sqlite/keepsakes.hpp"

#include <array>
#include <string_view>

#include "base/result.hpp"
#include "base/text.hpp"
#include "store/sqlite/tombstones.hpp"

namespace raccordo::store {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"erase-record", "erase-person", "restrict", "lift",
                                                    "publish"};

std::string_view name_of(Keepsake::Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

Keepsake::Kind kind_of(std::string_view name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == name) return static_cast<Keepsake::Kind>(i);
  }
  throw base::SystemFault("database: a keepsake is of an unknown kind");
}

/// As list_of writes them.
model::Comuni comuni_of(std::string_view list) {
  if (list.empty()) return model::Comuni::all();
  model::Comuni::Codes codes;
  for (const auto code : base::split(list, ' ')) {
    if (!code.empty()) codes.emplace(code);
  }
  return model::Comuni(std::move(codes));
}

std::int64_t last_number(Connection& db) {
  auto query = db.query("SELECT seq FROM sqlite_sequence WHERE name = 'keepsakes'");
  return query.step() ? query.integer(0) : 0;
}

}  // namespace

void add_keepsake(Connection& db, const Keepsake& keepsake) {
  db.run(
      "INSERT INTO keepsakes (at, kind, mark, comuni, client, comune, object, actor, reason, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      keepsake.at, name_of(keepsake.kind), Blob{base::as_bytes(keepsake.mark)},
      list_of(keepsake.reach.comuni), keepsake.reach.client, keepsake.reach.comune, keepsake.object,
      keepsake.actor, keepsake.reason, keepsake.reach.body);
}

Keepsake erasure_of(const EraseOrder& order, const AuditEvent& event) {
  return {0, event.at, Keepsake::Kind::erase_record, order.mark, order.reach, order.source, event.actor, ""};
}

std::vector<Keepsake> SqliteKeepsakes::after(std::int64_t n, std::size_t limit) {
  std::vector<Keepsake> found;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT n, at, kind, mark, comuni, client, comune, object, actor, reason, body FROM keepsakes WHERE n "
      "> ?1"
      " ORDER BY n LIMIT ?2",
      n, static_cast<std::int64_t>(limit));
  while (query.step()) {
    found.push_back(
        {query.integer(0), query.instant(1), kind_of(query.text(2)), query.digest(3),
         RecordReach{comuni_of(query.text(4)), query.string(5), query.string(6), {}, query.string(10)},
         query.string(7), query.string(8), query.string(9)});
  }
  return found;
}

std::int64_t SqliteKeepsakes::last() { return last_number(*readers_.lease()); }

void SqliteKeepsakes::drop(std::int64_t through, Done<bool> done) {
  post_write(
      writer_,
      [through](Connection& db) {
        db.run("DELETE FROM keepsakes WHERE n <= ?1", through);
        if (last_number(db) >= through) return true;
        // The sequence has no row before the first keepsake.
        db.run("DELETE FROM sqlite_sequence WHERE name = 'keepsakes'");
        db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('keepsakes', ?1)", through);
        return true;
      },
      std::move(done), 1, Admission::always);
}

}  // namespace raccordo::store
