#include "store/sqlite/sealed_rows.hpp"

#include <stdexcept>
#include <string_view>
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

/// The rows of a query of number, exchange's id and sealed text.
std::vector<SealedRow> of_exchanges(Query query, SealedKind kind) {
  std::vector<SealedRow> rows;
  while (query.step())
    rows.push_back({kind, query.integer(0), "", query.string(1), {}, std::nullopt, query.string(2)});
  return rows;
}

std::vector<SealedRow> read_exchanged_cases(Connection& db, std::int64_t after, std::int64_t limit) {
  std::vector<SealedRow> rows;
  auto query = db.query(
      "SELECT e.no, e.id, e.source, e.pseudonym, c.record FROM exchange_cases c JOIN exchanges e"
      " ON e.no = c.exchange WHERE c.exchange > ?1 ORDER BY c.exchange LIMIT ?2",
      after, limit);
  while (query.step()) {
    rows.push_back({SealedKind::exchange_case,
                    query.integer(0),
                    query.string(2),
                    query.string(1),
                    {},
                    query.digest(3),
                    query.string(4)});
  }
  return rows;
}

/// The statement that replaces the sealed text ?2 of row ?1 by ?3; not of an origin, which has two keys.
Sql replacement_of(SealedKind kind) {
  switch (kind) {
    case SealedKind::identifier:
      return "UPDATE identities SET sealed_id = ?3 WHERE person = ?1 AND sealed_id = ?2";
    case SealedKind::waiting:
      return "UPDATE quarantine SET sealed_fields = ?3 WHERE id = ?1 AND sealed_fields = ?2";
    case SealedKind::exchange_case:
      return "UPDATE exchange_cases SET record = ?3 WHERE exchange = ?1 AND record = ?2";
    case SealedKind::exchange_document:
      return "UPDATE exchange_cases SET document = ?3 WHERE exchange = ?1 AND document = ?2";
    case SealedKind::exchange_letter:
      return "UPDATE exchanges SET sealed_letter = ?3 WHERE no = ?1 AND sealed_letter = ?2";
    case SealedKind::exchange_reason:
      return "UPDATE exchanges SET sealed_reason = ?3 WHERE no = ?1 AND sealed_reason = ?2";
    case SealedKind::exchange_id:
      return "UPDATE exchanges SET sealed_record_id = ?3 WHERE no = ?1 AND sealed_record_id = ?2";
    case SealedKind::origin_id:
      break;
  }
  throw std::logic_error("an origin is no row of this statement");
}

std::int64_t replace_one(Connection& db, const SealedRow& row, std::string_view sealed) {
  if (row.kind != SealedKind::origin_id)
    return db.run(replacement_of(row.kind), row.no, Blob{row.sealed}, Blob{sealed});
  return db.run(
      "UPDATE record_origins SET sealed_record_id = ?3 WHERE record = ?1 AND sealed_record_id = ?2"
      " AND exchange = ?4",
      row.no, Blob{row.sealed}, Blob{sealed}, row.record_id);
}

}  // namespace

std::vector<SealedRow> read_sealed_rows(Connection& db, SealedKind kind, std::int64_t after,
                                        std::size_t limit) {
  const auto most = static_cast<std::int64_t>(limit);
  switch (kind) {
    case SealedKind::identifier:
      return read_identifiers(db, after, most);
    case SealedKind::waiting:
      return read_waiting_fields(db, after, most);
    case SealedKind::exchange_case:
      return read_exchanged_cases(db, after, most);
    case SealedKind::exchange_document:
      return of_exchanges(
          db.query("SELECT e.no, e.id, c.document FROM exchange_cases c JOIN exchanges e ON e.no = c.exchange"
                   " WHERE c.exchange > ?1 ORDER BY c.exchange LIMIT ?2",
                   after, most),
          kind);
    case SealedKind::exchange_letter:
      return of_exchanges(
          db.query("SELECT no, id, sealed_letter FROM exchanges WHERE no > ?1 ORDER BY no LIMIT ?2", after,
                   most),
          kind);
    case SealedKind::exchange_reason:
      return of_exchanges(db.query("SELECT no, id, sealed_reason FROM exchanges WHERE no > ?1"
                                   " AND sealed_reason <> x'' ORDER BY no LIMIT ?2",
                                   after, most),
                          kind);
    case SealedKind::exchange_id:
      return of_exchanges(
          db.query("SELECT no, id, sealed_record_id FROM exchanges WHERE no > ?1 ORDER BY no LIMIT ?2", after,
                   most),
          kind);
    case SealedKind::origin_id:
      break;
  }
  // All origins of so many records: a record may have several.
  return of_exchanges(
      db.query(
          "SELECT record, exchange, sealed_record_id FROM record_origins WHERE record IN (SELECT DISTINCT"
          " record FROM record_origins WHERE record > ?1 ORDER BY record LIMIT ?2)"
          " ORDER BY record, exchange",
          after, most),
      kind);
}

std::uint64_t count_sealed(Connection& db) {
  auto query = db.query(
      "SELECT (SELECT count(*) FROM identities) + (SELECT count(*) FROM quarantine)"
      " + (SELECT 4 * count(*) + total(sealed_reason <> x'') FROM exchanges)"
      " + (SELECT count(*) FROM record_origins)");
  query.step();
  return static_cast<std::uint64_t>(query.integer(0));
}

std::uint64_t replace_sealed(Connection& db, const std::vector<Resealed>& rows) {
  std::int64_t count = 0;
  for (const auto& [row, sealed] : rows) count += replace_one(db, row, sealed);
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
