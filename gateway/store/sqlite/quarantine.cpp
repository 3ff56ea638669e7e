#include "store/sqlite/quarantine.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "store/interface/cursor.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

using Limits = std::numeric_limits<std::int64_t>;

// Statements are literals; this part is shared by the three readers below.
#define RACCORDO_SELECT_QUARANTINE                                                                      \
  "SELECT q.id, c.text, r.record_id, q.owner, q.submission, q.version, q.received_at, q.sealed_fields," \
  " q.record, q.number, q.awaits, iif(r.accepted_version IS NULL AND r.waiting_version IS NULL, '',"    \
  " r.owner), q.content, (SELECT client FROM submissions WHERE id = "                                   \
  "q.submission), r.waiting_digest"                                                                     \
  " FROM quarantine q JOIN records r ON r.no = q.record JOIN codes c ON c.no = q.source "

// Conditions of QuarantineFilter. Empty texts do not restrict.
#define RACCORDO_WAITING_LIKE                                                                           \
  " AND q.id > ?2 AND (?4 = '' OR q.owner = ?4) AND (?5 = '' OR r.record_id = ?5) AND ((?6 = '' AND"    \
  " ?7 = '') OR (q.awaits = '' AND EXISTS (SELECT 1 FROM waiting_codes w WHERE w.record = q.record AND" \
  " (?6 = '' OR w.tbl = ?6) AND (?7 = '' OR w.code = ?7)))) AND q.received_at >= ?8 AND"                \
  " q.received_at < ?9 ORDER BY q.id LIMIT ?3"

std::vector<WaitingCodeRow> codes_of(Connection& db, std::int64_t record) {
  std::vector<WaitingCodeRow> codes;
  auto query =
      db.query("SELECT tbl, code, label FROM waiting_codes WHERE record = ?1 ORDER BY tbl, code", record);
  while (query.step()) codes.push_back({query.string(0), query.string(1), query.string(2)});
  return codes;
}

/// The case was reopened after retention had removed its person: an administrator decides.
bool is_reopened(const model::Issue& issue) {
  return issue.code == model::IssueCode::beyond_retention && issue.severity == model::Severity::error;
}

/// Five columns: version, digest, seq, timed, received_at.
std::optional<HeldContent> content_at(const Query& query, int first) {
  if (query.is_null(first)) return std::nullopt;
  const auto origin = query.integer(first + 3) != 0 ? VersionOrigin::receipt : VersionOrigin::said;
  return HeldContent{query.instant(first), query.digest(first + 1), query.integer(first + 2), origin,
                     query.is_null(first + 4) ? query.instant(first) : query.instant(first + 4)};
}

/// The owner of the fact that a reopened case would replace.
std::string owner_of_fact(Connection& db, std::int64_t record) {
  auto query = db.query("SELECT source, record_id, key_owner FROM records WHERE no = ?1", record);
  if (!query.step()) return "";
  const auto fact = find_anonymous(db, query.integer(0), query.text(1), query.text(2));
  return fact ? fact->owner : std::string();
}

QuarantineRow read_row(Connection& db, const Query& query) {
  QuarantineRow row;
  row.id = query.integer(0);
  row.source = query.string(1);
  row.record_id = query.string(2);
  row.owner = query.string(3);
  row.submission = query.string(4);
  row.version = query.instant(5);
  row.received_at = query.instant(6);
  row.sealed_fields = query.string(7);
  const auto record = query.integer(8);
  row.awaits = query.string(10);
  row.record_owner = query.string(11);
  if (!query.is_null(12)) row.content = query.digest(12);
  row.client = query.string(13);
  const auto number = static_cast<std::uint64_t>(query.integer(9));
  if (!row.awaits.empty()) {
    row.content = sight_of(row.content, row.record_owner);
    row.issues = unlinked_issues(db, row.record_id, row.submission, number);
    return row;
  }
  row.waiting = codes_of(db, record);
  row.issues = issues_of_record(db, record, row.submission, number);
  if (!query.is_null(14) && std::any_of(row.issues.begin(), row.issues.end(), is_reopened)) {
    row.awaits = model::to_string(model::IssueCode::beyond_retention);
    row.content = query.digest(14);
    row.record_owner = owner_of_fact(db, record);
  }
  return row;
}

/// The newest of a group, as joined by the worklist's query: time, parent, day and label.
constexpr std::string_view kBetweenParts = "\x1f";

SentCode read_sent(std::string_view joined) {
  SentCode sent;
  std::array<std::string_view, 3> parts;
  for (auto& part : parts) {
    const auto end = joined.find(kBetweenParts);
    if (end == std::string_view::npos) return sent;
    part = joined.substr(0, end);
    joined.remove_prefix(end + 1);
  }
  sent.received = parts[0];
  sent.parent = parts[1];
  sent.day = base::parse_iso_date(parts[2]);
  sent.label = joined;
  return sent;
}

}  // namespace

base::Digest sight_of(const base::Digest& content, std::string_view held_by) {
  return base::sha256(std::string(base::as_bytes(content)) + "|" + std::string(held_by));
}

bool is_overtaken(Connection& db, std::int64_t record, const HeldContent& claim) {
  auto query = db.query(
      "SELECT accepted_version, accepted_digest, accepted_seq, accepted_timed, accepted_received_at,"
      " waiting_version, waiting_digest, waiting_seq, waiting_timed, (SELECT q.received_at FROM quarantine q"
      " WHERE q.record = records.no AND q.awaits = '') FROM records WHERE no = ?1",
      record);
  if (!query.step()) return false;
  const auto is_newer = [&](const std::optional<HeldContent>& held) {
    return held && age_of(claim, *held) == Age::older_version;
  };
  return is_newer(content_at(query, 0)) || is_newer(content_at(query, 5));
}

void write_waiting(Connection& db, const WaitingKey& key, const SubmissionRow& submission,
                   const PreparedRecord& record, FirstSeen first_seen) {
  // first_seen 0: that of the row that is there.
  db.gather(
      "INSERT INTO quarantine (record, source, owner, version, received_at, first_seen, submission,"
      " sealed_fields, number, pseudonym) VALUES (?1, ?2, ?3, ?4, ?5, ?8, ?6, ?7, ?9, ?10) ON CONFLICT "
      "(record) WHERE awaits = '' DO UPDATE SET"
      " owner = excluded.owner, version = excluded.version, received_at = excluded.received_at,"
      " first_seen = iif(excluded.first_seen = 0, quarantine.first_seen, excluded.first_seen), submission = "
      "excluded.submission,"
      " sealed_fields = excluded.sealed_fields, number = excluded.number, pseudonym = excluded.pseudonym",
      key.record, key.source, record.owner, record.version, submission.received_at, submission.id,
      Blob{record.sealed_fields}, first_seen == FirstSeen::kept ? base::Instant{} : submission.received_at,
      static_cast<std::int64_t>(record.number), Blob{base::as_bytes(record.person.pseudonym)});
  adopt_restriction(db, record.person);
  if (!key.is_new) db.run("DELETE FROM waiting_codes WHERE record = ?1", key.record);
  // Each code once, as last said: rows that are gathered must not meet in one key.
  std::map<std::pair<std::string_view, std::string_view>, const WaitingCodeRow*> codes;
  for (const auto& waiting : record.waiting) codes[{waiting.table, waiting.code}] = &waiting;
  for (const auto& [code, last] : codes) {
    const auto& waiting = *last;
    db.gather(
        "INSERT INTO waiting_codes (source, tbl, code, record, label, parent, day)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (source, tbl, code, record) DO UPDATE SET"
        " label = excluded.label, parent = excluded.parent, day = excluded.day",
        key.source, waiting.table, waiting.code, key.record, waiting.label, waiting.parent,
        waiting.day ? base::to_string(*waiting.day) : std::string());
  }
}

std::vector<WorklistRow> read_worklist(Connection& db) {
  std::vector<WorklistRow> rows;
  // Rows are grouped, and within a group ordered by owner: Comuni are collected in one pass.
  auto query = db.query(
      "SELECT w.source, c.text, w.tbl, w.code, q.owner, max(w.label), count(*), min(q.first_seen),"
      " max(q.received_at), max(printf('%020d', q.received_at) || ?1 || w.parent || ?1 || w.day || ?1 ||"
      " w.label) FROM waiting_codes w JOIN quarantine q ON q.record = w.record AND q.awaits = ''"
      " JOIN codes c ON c.no = w.source GROUP BY w.source, c.text, w.tbl, w.code,"
      " q.owner ORDER BY c.text, w.tbl, w.code, q.owner",
      kBetweenParts);
  while (query.step()) {
    const auto source = query.text(1);
    if (rows.empty() || rows.back().source != source || rows.back().table != query.text(2) ||
        rows.back().code != query.text(3)) {
      rows.push_back({std::string(source), query.string(2), query.string(3), "", 0, {}, {}, {}, {}, {}});
    }
    rows.back().add({query.string(4), query.string(5), static_cast<std::uint64_t>(query.integer(6)),
                     query.instant(7), query.instant(8), read_sent(query.text(9))});
  }
  return rows;
}

Page<QuarantineRow> read_quarantine(Connection& db, const QuarantineFilter& filter, std::size_t limit,
                                    std::string_view cursor) {
  Page<QuarantineRow> page;
  const auto after = read_cursor<1>(cursor, {0});
  if (!after) return page;
  const Sql all = RACCORDO_SELECT_QUARANTINE "WHERE ?1 = ''" RACCORDO_WAITING_LIKE;
  const Sql one = RACCORDO_SELECT_QUARANTINE
      "WHERE q.source = (SELECT no FROM codes WHERE text = ?1)" RACCORDO_WAITING_LIKE;
  auto query = db.query(filter.source.empty() ? all : one, filter.source, (*after)[0], rows_wanted(limit),
                        filter.owner, filter.record_id, filter.table, filter.code,
                        filter.since.value_or(base::Instant{Limits::min()}),
                        filter.until.value_or(base::Instant{Limits::max()}));
  PageBound bound(limit);
  while (query.step()) {
    if (bound.full()) {
      page.next = write_cursor<1>({page.items.empty() ? 0 : page.items.back().id});
      break;
    }
    page.items.push_back(read_row(db, query));
    const auto& row = page.items.back();
    bound.add(row.sealed_fields.size() + (row.waiting.size() + row.issues.size()) * kIssueBytes);
  }
  return page;
}

std::optional<QuarantineRow> read_quarantined(Connection& db, std::int64_t id) {
  auto query = db.query(RACCORDO_SELECT_QUARANTINE "WHERE q.id = ?1", id);
  if (!query.step()) return std::nullopt;
  return read_row(db, query);
}

}  // namespace raccordo::store
