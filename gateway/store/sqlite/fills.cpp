#include "store/sqlite/fills.hpp"

namespace raccordo::store {
namespace {

void append_mask(std::string& out, model::FillMask mask) {
  for (unsigned i = 0; i < sizeof mask; ++i) out += static_cast<char>(mask >> (8 * i) & 0xFFU);
}

model::FillMask mask_at(std::string_view masks, std::size_t at) {
  model::FillMask mask = 0;
  for (unsigned i = 0; i < sizeof mask; ++i)
    mask |= model::FillMask{static_cast<unsigned char>(masks[at + i])} << (8 * i);
  return mask;
}

void write_masks(Connection& db, const std::string& source, const std::string& masks) {
  auto query = db.query("SELECT ifnull(max(no), 0) + 1 FROM field_fills WHERE source = ?1", source);
  query.step();
  const auto no = query.integer(0);
  db.run("INSERT INTO field_fills (source, no, masks) VALUES (?1, ?2, ?3)", source, no, Blob{masks});
  // Each row has one record at least.
  db.run("DELETE FROM field_fills WHERE source = ?1 AND no <= ?2", source,
         no - static_cast<std::int64_t>(model::kFillWindow));
}

}  // namespace

void write_fills(Connection& db, const ApplyRequest& request, const std::vector<AppliedRecord>& applied) {
  const auto& source = request.submission.source;
  std::string masks;
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const auto& record = request.records[i];
    const bool counts =
        record.number != 0 && !record.withdrawal && applied[i].outcome != model::Outcome::rejected;
    if (counts) append_mask(masks, request.records[i].filled);
  }
  if (!masks.empty()) write_masks(db, source, masks);
  for (const auto& field : request.fills.fell)
    db.run(
        "INSERT INTO fallen_fields (source, field, submission, records, first_seen, last_seen)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT (source, field) DO UPDATE SET submission = ?3, records "
        "= ?4,"
        " last_seen = ?5",
        source, field, request.submission.id, static_cast<std::int64_t>(request.fills.records),
        request.submission.received_at);
  for (const auto& field : request.fills.filled)
    db.run("DELETE FROM fallen_fields WHERE source = ?1 AND field = ?2", source, field);
}

model::FillCounts SqliteFills::last_records(std::string_view source) {
  constexpr auto kMask = sizeof(model::FillMask);
  model::FillCounts counts;
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT masks FROM field_fills WHERE source = ?1 ORDER BY no DESC", source);
  while (counts.records < model::kFillWindow && query.step()) {
    const auto masks = query.string(0);
    for (auto at = masks.size() / kMask; at-- > 0 && counts.records < model::kFillWindow;)
      counts.add(mask_at(masks, at * kMask));
  }
  return counts;
}

std::vector<FallenField> SqliteFills::fallen() {
  std::vector<FallenField> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT source, field, submission, records, first_seen, last_seen FROM fallen_fields"
      " ORDER BY source, field");
  while (query.step())
    rows.push_back({query.string(0), query.string(1), query.string(2),
                    static_cast<std::uint64_t>(query.integer(3)), query.instant(4), query.instant(5)});
  return rows;
}

}  // namespace raccordo::store
