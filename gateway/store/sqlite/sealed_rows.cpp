#include "store/sqlite/sealed_rows.hpp"

#include <utility>

namespace raccordo::store {
namespace {

std::vector<SealedRow> read_identifiers(Connection& db, std::int64_t after, std::int64_t limit) {
  std::vector<SealedRow> rows;
  // The source is part of the pseudonym of a person known by a number of the source's own; such a person has
  // records of that source only.
  auto query = db.query(
      "SELECT i.person, i.pseudonym, i.sealed_id, coalesce((SELECT c.text FROM facts f"
      " JOIN records r ON r.no = f.record JOIN codes c ON c.no = r.source WHERE f.person = i.person LIMIT 1),"
      " (SELECT c.text FROM anonymous_facts a JOIN codes c ON c.no = a.source WHERE a.person = i.person"
      " LIMIT 1), '') FROM identities i WHERE i.person > ?1 ORDER BY i.person LIMIT ?2",
      after, limit);
  while (query.step()) {
    rows.push_back({SealedKind::identifier,
                    query.integer(0),
                    query.string(3),
                    "",
                    {},
                    query.digest(1),
                    query.string(2)});
  }
  return rows;
}

std::vector<SealedRow> read_waiting_fields(Connection& db, std::int64_t after, std::int64_t limit) {
  std::vector<SealedRow> rows;
  auto query = db.query(
      "SELECT q.id, q.pseudonym, q.sealed_fields, c.text, r.record_id, r.key_owner, q.owner FROM quarantine q"
      " JOIN records r ON r.no = q.record JOIN codes c ON c.no = q.source WHERE q.id > ?1 ORDER BY q.id"
      " LIMIT ?2",
      after, limit);
  while (query.step()) {
    SealedRow row{SealedKind::waiting,
                  query.integer(0),
                  query.string(3),
                  query.string(4),
                  {query.string(5), query.string(6)},
                  std::nullopt,
                  query.string(2)};
    if (!query.is_null(1)) row.pseudonym = query.digest(1);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

std::vector<SealedRow> read_sealed_rows(Connection& db, SealedKind kind, std::int64_t after,
                                        std::size_t limit) {
  const auto most = static_cast<std::int64_t>(limit);
  return kind == SealedKind::identifier ? read_identifiers(db, after, most)
                                        : read_waiting_fields(db, after, most);
}

std::uint64_t count_sealed(Connection& db) {
  auto query = db.query("SELECT (SELECT count(*) FROM identities) + (SELECT count(*) FROM quarantine)");
  query.step();
  return static_cast<std::uint64_t>(query.integer(0));
}

std::uint64_t replace_sealed(Connection& db, const std::vector<Resealed>& rows) {
  std::int64_t count = 0;
  for (const auto& [row, sealed] : rows) {
    count += row.kind == SealedKind::identifier
                 ? db.run("UPDATE identities SET sealed_id = ?3 WHERE person = ?1 AND sealed_id = ?2", row.no,
                          Blob{row.sealed}, Blob{sealed})
                 : db.run("UPDATE quarantine SET sealed_fields = ?3 WHERE id = ?1 AND sealed_fields = ?2",
                          row.no, Blob{row.sealed}, Blob{sealed});
  }
  return static_cast<std::uint64_t>(count);
}

std::int64_t read_resealed(Connection& db) {
  auto query = db.query("SELECT value FROM counters WHERE name = 'resealed'");
  return query.step() ? query.integer(0) : 1;
}

void write_resealed(Connection& db, std::int64_t generation) {
  db.run("UPDATE counters SET value = max(value, ?1) WHERE name = 'resealed'", generation);
}

}  // namespace raccordo::store
