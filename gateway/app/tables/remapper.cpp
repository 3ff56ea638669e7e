#include "app/tables/remapper.hpp"

#include <algorithm>
#include <utility>

#include "app/ingest/case_row.hpp"
#include "base/stored_damage.hpp"
#include "mapping/remap.hpp"
#include "mapping/stored_record.hpp"

namespace raccordo::app {

Remapper::Remapper(std::string source, std::string table, const std::vector<std::string>& codes)
    : source_(std::move(source)), table_(std::move(table)) {
  if (!codes.empty()) finder_.emplace(codes);
}

Remapper::Look Remapper::look_at(const ActiveTables& tables, const store::StoredBody& stored) const {
  const auto* active = tables.find(source_);
  if (active == nullptr || (finder_ && !finder_->may_hold(stored.body))) return {};
  auto record = mapping::read_stored_record(stored.body);
  if (!record) throw base::StoredDamage("a stored record cannot be read: " + record.error().message);
  const auto moves = mapping::remap(*record, active->tables, table_, tables.book().scheme);
  const auto is_break = [](const mapping::CodeMove& move) {
    return move.kind == mapping::CodeMove::Kind::breaks;
  };
  Look look;
  look.keeps = std::any_of(moves.begin(), moves.end(), is_break);
  if (std::all_of(moves.begin(), moves.end(), is_break)) return look;
  look.changed = store::RemappedBody{stored.record,
                                     stored.body,
                                     mapping::stored_record(*record),
                                     case_row_of(model::CaseRecord(*record)),
                                     record->owner,
                                     record->person.sex.code,
                                     record->version.value_or(base::Instant{})};
  return look;
}

}  // namespace raccordo::app
