#include "app/worklist.hpp"

#include "app/json_forms.hpp"
#include "mapping/record_json.hpp"
#include "mapping/suggestions.hpp"
#include "privacy/masking.hpp"

namespace raccordo::app {
namespace {

std::string code_system_of(const Rulebook& book, const store::WorklistRow& row) {
  const auto* rules = book.find(row.source);
  if (rules == nullptr) return "";
  for (const auto& use : rules->profile.tables()) {
    if (use.table == row.table) return use.code_system;
  }
  return "";
}

void write_row(base::JsonWriter& writer, const store::WorklistRow& row,
               const std::vector<model::Suggestion>& suggestions) {
  writer.StartObject();
  base::put(writer, "source", row.source);
  base::put(writer, "table", row.table);
  base::put(writer, "code", row.code);
  base::put_if(writer, "label", row.label);
  base::key(writer, "records");
  writer.Uint64(row.records);
  base::key(writer, "comuni");
  writer.StartArray();
  for (const auto& comune : row.comuni) base::text(writer, comune);
  writer.EndArray();
  base::put(writer, "first_seen", base::to_string(row.first_seen));
  base::put(writer, "last_seen", base::to_string(row.last_seen));
  write_suggestions(writer, suggestions);
  writer.EndObject();
}

void write_fields(base::JsonWriter& writer, const std::string& fields) {
  const auto stored = mapping::read_field_record(fields);
  if (!stored) return;
  base::key(writer, "fields");
  writer.StartArray();
  for (const auto& value : stored->record.values) {
    writer.StartObject();
    base::put(writer, "field", model::field_path(value.field, value.item));
    base::put(writer, "value", privacy::mask_value(value.field, value.text));
    base::put_if(writer, "table", value.table);
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace

std::string worklist_json(const std::vector<store::WorklistRow>& rows,
                          const std::vector<std::vector<model::Suggestion>>& suggestions) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "rows");
  writer.StartArray();
  for (std::size_t i = 0; i < rows.size(); ++i) write_row(writer, rows[i], suggestions[i]);
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::vector<std::vector<model::Suggestion>> suggest_for(const std::vector<store::WorklistRow>& rows,
                                                        const Rulebook& book) {
  const mapping::Suggester suggester(book.scheme);
  std::vector<std::vector<model::Suggestion>> out;
  for (const auto& row : rows)
    out.push_back(suggester.suggest(code_system_of(book, row), row.code, row.label));
  return out;
}

std::string waiting_record_json(const store::QuarantineRow& row, const std::string& fields) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", std::to_string(row.id));
  base::put(writer, "source", row.source);
  base::put(writer, "record_id", row.record_id);
  base::put(writer, "owner", row.owner);
  base::put(writer, "submission", row.submission);
  base::put(writer, "version", base::to_string(row.version));
  base::put(writer, "received_at", base::to_string(row.received_at));
  base::key(writer, "waiting");
  writer.StartArray();
  for (const auto& code : row.waiting) {
    writer.StartObject();
    base::put(writer, "table", code.table);
    base::put(writer, "code", code.code);
    base::put_if(writer, "label", code.label);
    writer.EndObject();
  }
  writer.EndArray();
  base::key(writer, "issues");
  writer.StartArray();
  for (const auto& issue : row.issues) write_issue(writer, issue);
  writer.EndArray();
  if (!fields.empty()) write_fields(writer, fields);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
