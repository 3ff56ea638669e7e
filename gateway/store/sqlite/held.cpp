#include "store/sqlite/held.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "store/interface/cursor.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/erasure.hpp"
#include "store/sqlite/exchange_origins.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/ownership.hpp"
#include "store/sqlite/person_contents.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/record_states.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

HeldRecord read_held(Connection& db, std::int64_t record, const RecordReach& reach) {
  HeldRecord held;
  {
    auto query = db.query(
        "SELECT c.text, r.record_id, r.accepted_version, ifnull(b.body, ''), ifnull(q.id, 0) FROM records r"
        " JOIN codes c ON c.no = r.source LEFT JOIN bodies b ON b.record = r.no"
        " LEFT JOIN quarantine q ON q.record = r.no AND q.awaits = '' WHERE r.no = ?1",
        record);
    if (!query.step()) return held;
    held.source = query.string(0);
    held.state.record_id = query.string(1);
    if (!query.is_null(2)) held.accepted_version = query.instant(2);
    held.body = query.string(3);
    if (const auto id = query.integer(4); id != 0) held.waiting = read_quarantined(db, id);
  }
  if (auto state = read_state(db, record, reach)) held.state = std::move(*state);
  held.origins = read_origins(db, record);
  return held;
}

std::size_t size_of(const HeldRecord& held) {
  auto bytes = held.body.size() + (held.waiting ? held.waiting->sealed_fields.size() : 0);
  for (const auto& row : held.beside) bytes += row.sealed_fields.size();
  for (const auto& former : held.former) bytes += former.body.size();
  return bytes;
}

}  // namespace

std::optional<HeldRecord> SqliteHeldRecords::record(std::string_view source, std::string_view record_id,
                                                    const RecordReach& reach) {
  const auto lease = readers_.lease();
  const auto found = find_of_id(*lease, source, record_id, reach);
  if (found.records.empty()) return std::nullopt;
  auto held = read_held(*lease, found.records.front(), reach);
  held.state.others = found.count() - 1;
  return held;
}

Page<HeldRecord> SqliteHeldRecords::of_person(const std::vector<base::Digest>& pseudonyms, std::size_t limit,
                                              std::string_view cursor, const model::Comuni& comuni) {
  Page<HeldRecord> page;
  const auto after = read_cursor<1>(cursor, {std::numeric_limits<std::int64_t>::min()});
  if (!after) return page;
  const auto lease = readers_.lease();
  std::int64_t last = 0;
  const auto every = std::numeric_limits<std::int64_t>::max();
  const auto wanted = comuni.is_all() ? rows_wanted(limit) : every;
  PageBound bound(limit);
  for (const auto no : numbers_of(*lease, pseudonyms, (*after)[0], wanted)) {
    auto held = read_contents(*lease, no, {pseudonyms, comuni});
    if (!held) continue;
    if (bound.full()) {
      page.next = write_cursor<1>({last});
      break;
    }
    bound.add(size_of(*held));
    page.items.push_back(std::move(*held));
    last = no;
  }
  return page;
}

void SqliteHeldRecords::erase_person(std::vector<base::Digest> pseudonyms, AuditEvent event,
                                     Done<SubjectErasure> done, const model::Comuni& comuni) {
  post_write(
      writer_,
      [pseudonyms = std::move(pseudonyms), event = std::move(event), comuni](Connection& db) {
        ErasureNames names(db);
        const auto erased = erase_person_of(db, pseudonyms, comuni, &names);
        auto told = event;
        told.details["records"] = std::to_string(erased.records);
        told.details["waiting"] = std::to_string(erased.waiting);
        told.details["issues"] = std::to_string(erased.issues);
        told.details["open_submissions"] = std::to_string(erased.open_submissions);
        if (erased.exchanges > 0) told.details["exchanges"] = std::to_string(erased.exchanges);
        if (erased.restrictions > 0) told.details["restrictions"] = std::to_string(erased.restrictions);
        append_audit(db, told);
        auto records = names.take();
        for (const auto& pseudonym : pseudonyms) {
          add_keepsake(db, {0, event.at, Keepsake::Kind::erase_person, pseudonym, comuni,
                            std::exchange(records, {}), "", event.actor, ""});
        }
        return erased;
      },
      std::move(done), 1, Admission::bounded, Urgency::prompt, Traces::removed);
}

PersonTrail SqliteHeldRecords::trail_of(const std::vector<base::Digest>& pseudonyms) {
  return read_trail(*readers_.lease(), pseudonyms);
}

void SqliteHeldRecords::restrict_person(base::Digest pseudonym, RestrictionStep step, AuditEvent event,
                                        Done<RestrictionChange> done) {
  post_write(
      writer_,
      [pseudonym, step, event = std::move(event)](Connection& db) {
        auto change = change_restriction(db, pseudonym, step, event);
        if (change.result != RestrictionChange::Result::done) return change;
        append_audit(db, event);
        const auto kind = step == RestrictionStep::restrict ? Keepsake::Kind::restrict : Keepsake::Kind::lift;
        add_keepsake(db,
                     {0, event.at, kind, pseudonym, model::Comuni::all(), {}, "", event.actor, event.reason});
        return change;
      },
      std::move(done), 1, Admission::bounded, Urgency::prompt, Traces::removed);
}

std::vector<std::string> SqliteHeldRecords::key_parts(std::string_view source, std::string_view record_id) {
  std::vector<std::string> parts;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT key_owner FROM records WHERE source = (SELECT no FROM codes WHERE text = ?1) AND record_id = ?2"
      " AND key_owner <> '' ORDER BY key_owner",
      source, record_id);
  while (query.step()) parts.push_back(query.string(0));
  return parts;
}

std::vector<UnnamedRecord> SqliteHeldRecords::unnamed(std::int64_t after, std::size_t limit) {
  std::vector<UnnamedRecord> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT q.id, c.text, r.record_id, q.sealed_fields FROM quarantine q JOIN records r ON r.no = q.record"
      " JOIN codes c ON c.no = q.source WHERE q.pseudonym IS NULL AND q.id > ?1 ORDER BY q.id LIMIT ?2",
      after, static_cast<std::int64_t>(limit));
  while (query.step()) {
    rows.push_back({query.integer(0), query.string(1), query.string(2), query.string(3)});
  }
  return rows;
}

void SqliteHeldRecords::name(std::vector<std::pair<std::int64_t, base::Digest>> pseudonyms, Done<bool> done) {
  post_write(
      writer_,
      [pseudonyms = std::move(pseudonyms)](Connection& db) {
        for (const auto& [id, pseudonym] : pseudonyms) {
          db.run("UPDATE quarantine SET pseudonym = ?2 WHERE id = ?1 AND pseudonym IS NULL", id,
                 Blob{base::as_bytes(pseudonym)});
        }
        return true;
      },
      std::move(done));
}

}  // namespace raccordo::store
