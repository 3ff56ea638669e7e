#include "store/sqlite/exchange_origins.hpp"

namespace raccordo::store {
namespace {

/// Most bodies never accepted a transfer: their documents are not looked at.
bool has_accepted_transfer(Connection& db, std::string_view client) {
  auto query = db.query(
      "SELECT EXISTS (SELECT 1 FROM exchanges WHERE recipient = ?1 AND state = 2 AND is_transfer = 1)",
      client);
  return query.step() && query.integer(0) != 0;
}

}  // namespace

void note_origins(Connection& db, std::int64_t source, const ApplyRequest& request,
                  const std::vector<AppliedRecord>& applied) {
  const auto& client = request.submission.client;
  if (!has_accepted_transfer(db, client)) return;
  for (std::size_t i = 0; i < applied.size() && i < request.records.size(); ++i) {
    const auto& record = request.records[i];
    if (record.withdrawal || applied[i].outcome == model::Outcome::rejected) continue;
    db.run(
        "INSERT INTO record_origins (record, exchange, pseudonym, sender, source, sealed_record_id,"
        " sent_at, accepted_at) SELECT r.no, e.id, e.pseudonym, e.sender, e.source, e.sealed_record_id,"
        " e.sent_at, e.ended_at FROM exchanges e JOIN records r ON r.source = ?3 AND r.record_id = ?4"
        " AND r.key_owner IN (?5, '') WHERE e.pseudonym = ?1 AND e.recipient = ?2 AND e.state = 2"
        " AND e.is_transfer = 1 ON CONFLICT DO NOTHING",
        Blob{base::as_bytes(record.person.pseudonym)}, client, source, record.record_id, record.key_part());
  }
}

void note_origins_of(Connection& db, std::string_view exchange) {
  db.run(
      "INSERT INTO record_origins (record, exchange, pseudonym, sender, source, sealed_record_id,"
      " sent_at, accepted_at) SELECT f.record, e.id, e.pseudonym, e.sender, e.source, e.sealed_record_id,"
      " e.sent_at, e.ended_at FROM exchanges e CROSS JOIN identities i"
      " ON substr(i.pseudonym, 1, 8) = substr(e.pseudonym, 1, 8) AND i.pseudonym = e.pseudonym"
      " CROSS JOIN facts f ON f.person = i.person CROSS JOIN records r ON r.no = f.record"
      " CROSS JOIN submissions s ON s.id = r.accepted_submission"
      " WHERE e.id = ?1 AND e.is_transfer = 1 AND s.client = e.recipient AND s.received_at >= e.sent_at ON "
      "CONFLICT DO NOTHING",
      exchange);
  db.run(
      "INSERT INTO record_origins (record, exchange, pseudonym, sender, source, sealed_record_id,"
      " sent_at, accepted_at) SELECT q.record, e.id, e.pseudonym, e.sender, e.source, e.sealed_record_id,"
      " e.sent_at, e.ended_at FROM exchanges e CROSS JOIN quarantine q ON q.pseudonym = e.pseudonym"
      " CROSS JOIN submissions s ON s.id = q.submission"
      " WHERE e.id = ?1 AND e.is_transfer = 1 AND s.client = e.recipient AND s.received_at >= e.sent_at ON "
      "CONFLICT DO NOTHING",
      exchange);
}

std::vector<RecordOrigin> read_origins(Connection& db, std::int64_t record) {
  std::vector<RecordOrigin> origins;
  auto query = db.query(
      "SELECT exchange, sender, source, sealed_record_id, sent_at, accepted_at FROM record_origins"
      " WHERE record = ?1 ORDER BY sent_at, exchange",
      record);
  while (query.step()) {
    origins.push_back({query.string(0), query.string(1), query.string(2), query.string(3), query.instant(4),
                       query.instant(5)});
  }
  return origins;
}

void erase_origins_of(Connection& db, const base::Digest& pseudonym) {
  db.run("DELETE FROM record_origins WHERE pseudonym = ?1", Blob{base::as_bytes(pseudonym)});
}

}  // namespace raccordo::store
