#include "store/sqlite/sealed_rows.hpp"

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

/// Six columns: number, sealed text, source, id of the exchange, pseudonym, owner.
std::vector<SealedRow> read_exchange_parts(SealedKind kind, Query query) {
  std::vector<SealedRow> rows;
  while (query.step()) {
    SealedRow row{kind,         query.integer(0), query.string(2), query.string(3), {query.string(5)},
                  std::nullopt, query.string(1)};
    if (kind == SealedKind::exchange_case) row.pseudonym = query.digest(4);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Few records come from a transfer: a page has whole records, because a number may come twice.
std::vector<SealedRow> read_origin_ids(Connection& db, std::int64_t after, std::int64_t limit) {
  return read_exchange_parts(
      SealedKind::origin_record_id,
      db.query(
          "SELECT record, sealed_record_id, source, exchange, pseudonym, '' FROM record_origins"
          " WHERE record IN (SELECT DISTINCT record FROM record_origins WHERE record > ?1 ORDER BY record"
          " LIMIT ?2) ORDER BY record",
          after, limit));
}

/// A change of one row; a text that is not `row.sealed` any more is left.
std::int64_t replace(Connection& db, const SealedRow& row, std::string_view sealed) {
  const auto change = [&](Sql sql) { return db.change(sql, row.no, Blob{row.sealed}, Blob{sealed}); };
  switch (row.kind) {
    case SealedKind::identifier:
      return change("UPDATE identities SET sealed_id = ?3 WHERE person = ?1 AND sealed_id = ?2");
    case SealedKind::waiting:
      return change("UPDATE quarantine SET sealed_fields = ?3 WHERE id = ?1 AND sealed_fields = ?2");
    case SealedKind::exchange_case:
      return change("UPDATE exchange_cases SET record = ?3 WHERE exchange = ?1 AND record = ?2");
    case SealedKind::exchange_document:
      return change("UPDATE exchange_cases SET document = ?3 WHERE exchange = ?1 AND document = ?2");
    case SealedKind::exchange_letter:
      return change("UPDATE exchanges SET sealed_letter = ?3 WHERE no = ?1 AND sealed_letter = ?2");
    case SealedKind::exchange_reason:
      return change("UPDATE exchanges SET sealed_reason = ?3 WHERE no = ?1 AND sealed_reason = ?2");
    case SealedKind::exchange_record_id:
      return change("UPDATE exchanges SET sealed_record_id = ?3 WHERE no = ?1 AND sealed_record_id = ?2");
    case SealedKind::origin_record_id:
      return db.change(
          "UPDATE record_origins SET sealed_record_id = ?3 WHERE record = ?1 AND sealed_record_id = ?2"
          " AND exchange = ?4",
          row.no, Blob{row.sealed}, Blob{sealed}, row.record_id);
  }
  return 0;
}

}  // namespace

std::vector<SealedRow> read_sealed_rows(Connection& db, SealedKind kind, std::int64_t after,
                                        std::size_t limit) {
  const auto most = static_cast<std::int64_t>(limit);
  const auto parts = [&](Sql sql) { return read_exchange_parts(kind, db.query(sql, after, most)); };
  switch (kind) {
    case SealedKind::identifier:
      return read_identifiers(db, after, most);
    case SealedKind::waiting:
      return read_waiting_fields(db, after, most);
    case SealedKind::exchange_case:
      return parts(
          "SELECT e.no, c.record, e.source, e.id, e.pseudonym, e.owner FROM exchanges e"
          " JOIN exchange_cases c ON c.exchange = e.no WHERE e.no > ?1 ORDER BY e.no LIMIT ?2");
    case SealedKind::exchange_document:
      return parts(
          "SELECT e.no, c.document, e.source, e.id, e.pseudonym, e.owner FROM exchanges e"
          " JOIN exchange_cases c ON c.exchange = e.no WHERE e.no > ?1 ORDER BY e.no LIMIT ?2");
    case SealedKind::exchange_letter:
      return parts(
          "SELECT no, sealed_letter, source, id, pseudonym, owner FROM exchanges WHERE no > ?1 ORDER BY no"
          " LIMIT ?2");
    case SealedKind::exchange_reason:
      return parts(
          "SELECT no, sealed_reason, source, id, pseudonym, owner FROM exchanges WHERE no > ?1"
          " AND sealed_reason <> x'' ORDER BY no LIMIT ?2");
    case SealedKind::exchange_record_id:
      return parts(
          "SELECT no, sealed_record_id, source, id, pseudonym, owner FROM exchanges WHERE no > ?1 ORDER BY no"
          " LIMIT ?2");
    case SealedKind::origin_record_id:
      return read_origin_ids(db, after, most);
  }
  return {};
}

std::uint64_t count_sealed(Connection& db) {
  auto query = db.query(
      "SELECT (SELECT count(*) FROM identities) + (SELECT count(*) FROM quarantine)"
      " + (SELECT 4 * count(*) FROM exchanges) + (SELECT count(*) FROM record_origins)"
      " + (SELECT count(*) FROM exchanges WHERE sealed_reason <> x'')");
  query.step();
  return static_cast<std::uint64_t>(query.integer(0));
}

std::uint64_t replace_sealed(Connection& db, const std::vector<Resealed>& rows) {
  std::int64_t count = 0;
  for (const auto& [row, sealed] : rows) count += replace(db, row, sealed);
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
