#include "store/sqlite/pseudonym_renewal.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/stored_damage.hpp"
#include "base/text.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/restrictions.hpp"
#include "store/sqlite/sealed_rows.hpp"

namespace raccordo::store {
namespace {

constexpr std::size_t kRowsAtOnce = 500;
constexpr auto kBeforeAll = std::numeric_limits<std::int64_t>::min();

class Renewing {
 public:
  Renewing(Connection& db, const PseudonymRenewal& renewal) : db_(db), renewal_(renewal) {
    auto query = db_.query("SELECT pseudonym FROM restrictions");
    while (query.step()) restricted_.emplace(query.digest(0), std::nullopt);
    auto origins = db_.query("SELECT EXISTS (SELECT 1 FROM record_origins)");
    has_origins_ = origins.step() && origins.integer(0) != 0;
  }

  RenewedPseudonyms run() {
    for (const auto kind : kKindsWithPerson) renew_rows(kind);
    renew_restrictions();
    renew_contents();
    renew_held_contents();
    renew_exchanged_documents();
    renew_request_keys();
    db_.run(
        "INSERT INTO key_checks (name, value) VALUES (?1, ?2)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        renewal_.check_name, Blob{renewal_.check});
    auto event = renewal_.event;
    event.details["persons"] = std::to_string(out_.persons);
    event.details["waiting"] = std::to_string(out_.waiting);
    if (out_.exchanges > 0) event.details["exchanges"] = std::to_string(out_.exchanges);
    if (out_.restrictions > 0) event.details["restrictions"] = std::to_string(out_.restrictions);
    if (out_.unread > 0) event.details["unread"] = std::to_string(out_.unread);
    append_audit(db_, event);
    return out_;
  }

 private:
  void renew_rows(SealedKind kind) {
    std::int64_t after = kBeforeAll;
    for (;;) {
      const auto rows = read_sealed_rows(db_, kind, after, kRowsAtOnce);
      if (rows.empty()) return;
      for (const auto& row : rows) renew(row);
      after = rows.back().no;
    }
  }

  void renew(const SealedRow& row) {
    tell(1);
    if (!row.pseudonym) return;  // the first search gives it one
    const auto fresh = renewal_.pseudonym(row);
    if (!fresh) {
      if (row.kind == SealedKind::identifier) {
        throw base::StoredDamage(
            "the sealed identifier of a person does not open, or is not that of the person's pseudonym; "
            "nothing was rotated: restore a backup");
      }
      ++out_.unread;
      return;
    }
    write(row, *fresh);
    const auto found = restricted_.find(*row.pseudonym);
    if (found != restricted_.end()) found->second = fresh;
  }

  void write(const SealedRow& row, const base::Digest& fresh) {
    const Blob now{base::as_bytes(fresh)};
    if (row.kind == SealedKind::identifier) {
      db_.run("UPDATE identities SET pseudonym = ?2 WHERE person = ?1", row.no, now);
      ++out_.persons;
    } else if (row.kind == SealedKind::waiting) {
      db_.run("UPDATE quarantine SET pseudonym = ?2 WHERE id = ?1", row.no, now);
      ++out_.waiting;
    } else {
      db_.run("UPDATE exchanges SET pseudonym = ?2 WHERE no = ?1", row.no, now);
      ++out_.exchanges;
    }
    // Its record has the person, or waits for it.
    if (has_origins_)
      db_.run("UPDATE record_origins SET pseudonym = ?2 WHERE pseudonym = ?1",
              Blob{base::as_bytes(*row.pseudonym)}, now);
  }

  /// One of a person of whom nothing is stored stays as it is: it is found under the former pseudonym when
  /// something of the person arrives (adopt_restriction).
  void renew_restrictions() {
    for (const auto& [before, now] : restricted_) {
      if (now && move_restriction(db_, before, *now, renewal_.journal)) ++out_.restrictions;
    }
  }

  void renew_contents() {
    struct Row {
      std::int64_t no = 0;
      std::optional<base::Digest> accepted, waiting;
    };
    std::int64_t after = kBeforeAll;
    for (;;) {
      std::vector<Row> rows;
      {
        auto query = db_.query(
            "SELECT no, accepted_digest, waiting_digest FROM records WHERE no > ?1 ORDER BY no LIMIT ?2",
            after, static_cast<std::int64_t>(kRowsAtOnce));
        while (query.step()) {
          Row row{query.integer(0), {}, {}};
          if (!query.is_null(1)) row.accepted = renewal_.digest(query.digest(1));
          if (!query.is_null(2)) row.waiting = renewal_.digest(query.digest(2));
          rows.push_back(row);
        }
      }
      if (rows.empty()) return;
      for (const auto& row : rows) {
        if (row.accepted || row.waiting) {
          db_.run("UPDATE records SET accepted_digest = ?2, waiting_digest = ?3 WHERE no = ?1", row.no,
                  blob_of(row.accepted), blob_of(row.waiting));
        }
      }
      after = rows.back().no;
      tell(rows.size());
    }
  }

  void renew_held_contents() {
    std::vector<std::pair<std::int64_t, base::Digest>> rows;
    {
      auto query = db_.query("SELECT id, content FROM quarantine WHERE content IS NOT NULL");
      while (query.step()) rows.emplace_back(query.integer(0), renewal_.digest(query.digest(1)));
    }
    for (const auto& [id, content] : rows)
      db_.run("UPDATE quarantine SET content = ?2 WHERE id = ?1", id, Blob{base::as_bytes(content)});
  }

  /// So that a document is recognised while it is open.
  void renew_exchanged_documents() {
    std::vector<std::pair<std::int64_t, base::Digest>> rows;
    {
      auto query = db_.query("SELECT no, digest FROM exchanges");
      while (query.step()) rows.emplace_back(query.integer(0), renewal_.digest(query.digest(1)));
    }
    for (const auto& [no, digest] : rows)
      db_.run("UPDATE exchanges SET digest = ?2 WHERE no = ?1", no, Blob{base::as_bytes(digest)});
  }

  /// A request that is repeated after the rotation gets its first receipt.
  void renew_request_keys() {
    struct Row {
      std::string client, source, key;
      base::Digest body{};
    };
    std::vector<Row> rows;
    {
      auto query = db_.query("SELECT client, source, key, body FROM idempotency_keys");
      while (query.step())
        rows.push_back({query.string(0), query.string(1), query.string(2), query.digest(3)});
    }
    for (const auto& row : rows) {
      const auto bytes = base::from_hex(row.key);
      base::Digest key{};
      if (!bytes || bytes->size() != key.size()) continue;
      std::copy(bytes->begin(), bytes->end(), key.begin());
      db_.run(
          "UPDATE idempotency_keys SET key = ?4, body = ?5 WHERE client = ?1 AND source = ?2 AND key = ?3",
          row.client, row.source, row.key, base::to_hex(base::as_bytes(renewal_.digest(key))),
          Blob{base::as_bytes(renewal_.digest(row.body))});
    }
  }

  static std::optional<Blob> blob_of(const std::optional<base::Digest>& digest) {
    if (!digest) return std::nullopt;
    return Blob{base::as_bytes(*digest)};
  }

  void tell(std::uint64_t rows) {
    rows_ += rows;
    if (renewal_.progress) renewal_.progress(rows_);
  }

  Connection& db_;
  const PseudonymRenewal& renewal_;
  std::map<base::Digest, std::optional<base::Digest>> restricted_;
  bool has_origins_ = false;
  RenewedPseudonyms out_;
  std::uint64_t rows_ = 0;
};

}  // namespace

RenewedPseudonyms renew_pseudonyms(Connection& db, const PseudonymRenewal& renewal) {
  return Renewing(db, renewal).run();
}

}  // namespace raccordo::store
