#include "store/sqlite/audit.hpp"

#include <algorithm>
#include <limits>

#include "base/json.hpp"
#include "base/text.hpp"
#include "store/interface/cursor.hpp"

namespace raccordo::store {
namespace {

/// Maximum number of entries deleted in one write.
constexpr std::int64_t kExpirySlice = 5000;

// Statements are literals; this part is shared by the readers below.
#define RACCORDO_SELECT_AUDIT "SELECT seq, at, actor, action, object, reason, details, hash FROM audit "

/// Nothing unless it is exactly the output of details_json.
bool read_details(std::string_view json, AuditEvent& event) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return false;
  for (const auto& member : document.GetObject()) {
    if (!member.value.IsString()) return false;
    event.details.emplace(std::string(base::view(member.name)), std::string(base::view(member.value)));
  }
  return details_json(event) == json;
}

StoredAuditEntry read_entry(const Query& query) {
  StoredAuditEntry stored;
  auto& [entry, readable] = stored;
  entry.seq = query.integer(0);
  entry.event.at = query.instant(1);
  entry.event.actor = query.string(2);
  entry.event.action = query.string(3);
  entry.event.object = query.string(4);
  entry.event.reason = query.string(5);
  readable = read_details(query.text(6), entry.event);
  const auto hash = query.text(7);
  if (hash.size() == entry.hash.size()) {
    entry.hash = query.digest(7);
  } else {
    readable = false;
  }
  return stored;
}

std::optional<AuditHead> read_anchor(Connection& db) {
  auto query = db.query("SELECT seq, hash FROM audit_anchor WHERE id = 1");
  if (!query.step()) return std::nullopt;
  return AuditHead{query.integer(0), query.digest(1), {}};
}

AuditHead read_head(Connection& db) {
  auto query = db.query("SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1");
  if (query.step()) return {query.integer(0), query.digest(1), query.instant(2)};
  return read_anchor(db).value_or(AuditHead{});
}

/// The number with which a misplaced entry was written: it follows an existing entry, or, if neighbours were
/// swapped, the one that now has its number. 0: none.
std::int64_t place_of(Connection& db, const AuditEntry& entry) {
  auto query = db.query("SELECT seq, hash FROM audit WHERE length(hash) = 32 ORDER BY seq");
  base::Digest before{};
  std::int64_t number = 0;
  do {
    for (const auto wanted : {number, number + 1}) {
      if (wanted != entry.seq && chain_hash(before, wanted, entry.event) == entry.hash) return wanted;
    }
    if (!query.step()) return 0;
    number = query.integer(0);
    before = query.digest(1);
  } while (true);
}

std::uint64_t expire_slice(Connection& db, base::Instant cutoff, AuditEvent event) {
  cutoff = std::min(cutoff, event.at);  // the entry that records it must not be too old itself
  std::int64_t begin = 0;
  std::int64_t through = 0;
  base::Digest hash{};
  {
    auto query =
        db.query("SELECT seq, at, hash FROM audit WHERE seq > 0 ORDER BY seq LIMIT ?1", kExpirySlice);
    while (query.step() && query.instant(1) < cutoff) {
      if (begin == 0) begin = query.integer(0);
      through = query.integer(0);
      hash = query.digest(2);
    }
  }
  if (begin == 0) return 0;
  const auto gone = db.change("DELETE FROM audit WHERE seq <= ?1", through);
  db.run(
      "INSERT INTO audit_anchor (id, seq, hash) VALUES (1, ?1, ?2)"
      " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
      through, Blob{base::as_bytes(hash)});
  event.details["through"] = std::to_string(through);
  event.details["hash"] = base::to_hex(base::as_bytes(hash));
  append_audit(db, event);
  return static_cast<std::uint64_t>(gone);
}

}  // namespace

AuditHead append_audit(Connection& db, const AuditEvent& event) {
  const auto before = read_head(db);
  const AuditHead head{before.seq + 1, chain_hash(before.hash, before.seq + 1, event), event.at};
  db.run(
      "INSERT INTO audit (seq, at, actor, action, object, reason, details, hash)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      head.seq, event.at, event.actor, event.action, event.object, event.reason, details_json(event),
      Blob{base::as_bytes(head.hash)});
  return head;
}

void SqliteAuditLog::append(AuditEvent event, Done<AuditHead> done) {
  post_write(
      writer_, [event = std::move(event)](Connection& db) { return append_audit(db, event); },
      std::move(done));
}

Page<AuditEntry> SqliteAuditLog::list(const AuditFilter& filter, std::size_t limit, std::string_view cursor) {
  using Limits = std::numeric_limits<std::int64_t>;
  Page<AuditEntry> page;
  const auto before = read_cursor<1>(cursor, {Limits::max()});
  if (!before) return page;
  const Sql all = RACCORDO_SELECT_AUDIT
      "WHERE seq < ?1 AND ?2 = ?8 AND (?3 = '' OR actor = ?3) AND substr(action, 1, length(?4)) = ?4"
      " AND at >= ?5 AND at < ?6 ORDER BY seq DESC LIMIT ?7";
  const Sql of_object = RACCORDO_SELECT_AUDIT
      "WHERE seq < ?1 AND object IN (?2, ?8) AND (?3 = '' OR actor = ?3) AND substr(action, 1, length(?4)) = "
      "?4"
      " AND at >= ?5 AND at < ?6 ORDER BY seq DESC LIMIT ?7";
  const auto lease = readers_.lease();
  auto query = lease->query(filter.object.empty() ? all : of_object, (*before)[0], filter.object,
                            filter.actor, filter.action, filter.since.value_or(base::Instant{Limits::min()}),
                            filter.until.value_or(base::Instant{Limits::max()}), rows_wanted(limit),
                            filter.keyed_object.empty() ? filter.object : filter.keyed_object);
  while (query.step()) {
    if (page.items.size() == limit) {
      page.next = write_cursor<1>({page.items.empty() ? 0 : page.items.back().seq});
      break;
    }
    page.items.push_back(read_entry(query).entry);
  }
  return page;
}

AuditHead SqliteAuditLog::head() { return read_head(*readers_.lease()); }

AuditCheck SqliteAuditLog::verify(std::vector<AuditHead> heads) {
  const auto lease = readers_.lease();
  AuditChecker checker(read_anchor(*lease), std::move(heads));
  std::optional<AuditEntry> last;
  {
    auto query = lease->query(RACCORDO_SELECT_AUDIT "ORDER BY seq");
    while (query.step()) {
      auto stored = read_entry(query);
      if (checker.take(stored)) continue;
      last = std::move(stored.entry);
      break;
    }
  }
  auto check = checker.finish();
  if (!last || check.broken->fault != AuditFault::changed || check.broken->witness != AuditWitness::chain) {
    return check;
  }
  check.broken->written_as = place_of(*lease, *last);
  if (check.broken->written_as != 0) check.broken->fault = AuditFault::reordered;
  return check;
}

void SqliteAuditLog::expire(base::Instant cutoff, AuditEvent event, Done<std::uint64_t> done) {
  post_write(
      writer_,
      [cutoff, event = std::move(event)](Connection& db) {
        std::uint64_t gone = 0;
        while (const auto slice = expire_slice(db, cutoff, event)) gone += slice;
        return gone;
      },
      std::move(done));
}

}  // namespace raccordo::store
