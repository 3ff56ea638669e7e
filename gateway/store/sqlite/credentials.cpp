#include "store/sqlite/credentials.hpp"

#include <filesystem>
#include <utility>

namespace raccordo::store {
namespace {

KeyChecks read_checks(Connection& db) {
  KeyChecks checks;
  auto query = db.query("SELECT name, value FROM key_checks");
  while (query.step()) checks.emplace(query.string(0), query.string(1));
  return checks;
}

}  // namespace

std::optional<KeyChecks> stored_key_checks(const StorePlace& place) {
  if (!place.is_postgres() && !std::filesystem::exists(place.file)) return std::nullopt;
  Connection db(place, OpenMode::read_only);
  auto table = db.query(Sql("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'key_checks'",
                            "SELECT 1 FROM pg_class WHERE oid = to_regclass('key_checks')"));
  if (!table.step()) return std::nullopt;
  return read_checks(db);
}

KeyChecks SqliteCredentials::key_checks() { return read_checks(*readers_.lease()); }

void SqliteCredentials::add_key_checks(KeyChecks checks, Done<bool> done) {
  post_write(
      writer_,
      [checks = std::move(checks)](Connection& db) {
        for (const auto& [name, value] : checks) {
          db.run("INSERT INTO key_checks (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name,
                 Blob{value});
        }
        return true;
      },
      std::move(done));
}

std::vector<SealedPerson> SqliteCredentials::some_persons(std::size_t limit) {
  std::vector<SealedPerson> persons;
  const auto lease = readers_.lease();
  auto query =
      lease->query("SELECT pseudonym, sealed_id FROM identities LIMIT ?1", static_cast<std::int64_t>(limit));
  while (query.step()) persons.push_back({query.digest(0), query.string(1)});
  return persons;
}

void SqliteCredentials::saw(CertificateSeen seen, Done<bool> done) {
  post_write(
      writer_,
      [seen = std::move(seen)](Connection& db) {
        db.run(
            "INSERT INTO certificates_seen (client, fingerprint, expires_at, last_seen) VALUES (?1, ?2, ?3, "
            "?4)"
            " ON CONFLICT (client, fingerprint) DO UPDATE SET expires_at = excluded.expires_at,"
            " last_seen = max(certificates_seen.last_seen, excluded.last_seen)",
            seen.client, seen.fingerprint, seen.expires_at, seen.last_seen);
        return true;
      },
      std::move(done));
}

std::vector<CertificateSeen> SqliteCredentials::certificates() {
  std::vector<CertificateSeen> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT client, fingerprint, expires_at, last_seen FROM certificates_seen"
      " ORDER BY client, last_seen DESC, fingerprint");
  while (query.step()) rows.push_back({query.string(0), query.string(1), query.instant(2), query.instant(3)});
  return rows;
}

}  // namespace raccordo::store
