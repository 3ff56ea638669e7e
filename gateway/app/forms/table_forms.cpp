#include "app/forms/table_forms.hpp"

#include <algorithm>

#include "app/forms/body_reader.hpp"
#include "base/time.hpp"
#include "mapping/table_json.hpp"

namespace raccordo::app {
namespace {

void put_number(base::JsonWriter& writer, std::string_view name, std::size_t number) {
  base::key(writer, name);
  writer.Uint64(number);
}

void put_time(base::JsonWriter& writer, std::string_view name, const std::optional<base::Instant>& time) {
  if (time) base::put(writer, name, base::to_string(*time));
}

void write_rows(base::JsonWriter& writer, std::string_view name, const mapping::Table& table,
                const std::vector<const mapping::Row*>& rows, std::size_t limit) {
  base::key(writer, name);
  writer.StartArray();
  for (std::size_t i = 0; i < std::min(rows.size(), limit); ++i) {
    mapping::write_row_json(writer, table, *rows[i]);
  }
  writer.EndArray();
}

void write_change(base::JsonWriter& writer, const ShownDiff& shown, const mapping::RowChange& change) {
  writer.StartObject();
  base::put(writer, "source_code", change.after->source_code);
  base::key(writer, "columns");
  writer.StartArray();
  for (const auto column : change.columns) base::text(writer, column);
  writer.EndArray();
  base::key(writer, "old");
  mapping::write_row_json(writer, shown.before, *change.before);
  base::key(writer, "new");
  mapping::write_row_json(writer, shown.after, *change.after);
  writer.EndObject();
}

}  // namespace

void write_version_members(base::JsonWriter& writer, const store::TableVersionRow& row) {
  base::put(writer, "source", row.source);
  base::put(writer, "table", row.table);
  base::key(writer, "version");
  writer.Int(row.version);
  base::key(writer, "revision");
  writer.Int64(row.revision);
  base::put(writer, "state", store::to_string(row.state));
  base::put(writer, "digest", row.digest);
  base::put(writer, "author", row.author);
  base::put_if(writer, "reviewer", row.reviewer);
  base::put_if(writer, "reason", row.reason);
  base::key(writer, "editors");
  writer.StartArray();
  for (const auto& editor : row.editors) base::text(writer, editor);
  writer.EndArray();
  base::put(writer, "created_at", base::to_string(row.created_at));
  base::put(writer, "edited_at", base::to_string(row.edited_at));
  put_time(writer, "submitted_at", row.submitted_at);
  put_time(writer, "approved_at", row.approved_at);
  put_time(writer, "activated_at", row.activated_at);
  put_time(writer, "retired_at", row.retired_at);
}

void write_version(base::JsonWriter& writer, const store::TableVersionRow& row) {
  writer.StartObject();
  write_version_members(writer, row);
  writer.EndObject();
}

void write_diff_counts(base::JsonWriter& writer, const mapping::TableDiff& diff) {
  writer.StartObject();
  put_number(writer, "added", diff.added.size());
  put_number(writer, "removed", diff.removed.size());
  put_number(writer, "changed", diff.changed.size());
  writer.EndObject();
}

void write_diff_members(base::JsonWriter& writer, const ShownDiff& shown) {
  const auto& diff = shown.diff;
  base::key(writer, "counts");
  write_diff_counts(writer, diff);
  write_rows(writer, "added", shown.after, diff.added, shown.limit);
  write_rows(writer, "removed", shown.before, diff.removed, shown.limit);
  base::key(writer, "changed");
  writer.StartArray();
  for (std::size_t i = 0; i < std::min(diff.changed.size(), shown.limit); ++i) {
    write_change(writer, shown, diff.changed[i]);
  }
  writer.EndArray();
  const auto most = std::max({diff.added.size(), diff.removed.size(), diff.changed.size()});
  base::key(writer, "truncated");
  writer.Bool(most > shown.limit);
}

base::Result<StepOrder, Problem> read_step_order(const std::string& body) {
  StepOrder order;
  auto wrong = read_body(body, R"({"version":8,"reason":"..."})",
                         {{"version", &order.version, Need::required},
                          {"reason", &order.reason, Need::optional, kLongestReason},
                          {"force", &order.force}});
  if (wrong) return std::move(*wrong);
  return order;
}

}  // namespace raccordo::app
