#include "app/tables/worklist.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "app/forms/json_forms.hpp"
#include "app/forms/page_json.hpp"
#include "base/text.hpp"
#include "mapping/record_json.hpp"
#include "mapping/suggestions.hpp"
#include "privacy/masking.hpp"

namespace raccordo::app {
namespace {

/// Separates the parts of a cursor.
constexpr char kBetween = '\x1f';

/// The position of a row in the list: most records first, then by name.
auto order_of(const store::WorklistRow& row) {
  return std::tuple(std::numeric_limits<std::uint64_t>::max() - row.records, std::string_view(row.source),
                    std::string_view(row.table), std::string_view(row.code));
}

std::string cursor_of(const store::WorklistRow& row) {
  return base::to_hex(std::to_string(row.records) + kBetween + row.source + kBetween + row.table + kBetween +
                      row.code);
}

/// The row of a cursor; nothing if it is invalid. The code may contain any character.
std::optional<store::WorklistRow> read_cursor(std::string_view cursor) {
  const auto text = base::from_hex(cursor);
  if (!text) return std::nullopt;
  std::array<std::string, 3> parts;
  std::string_view rest = *text;
  for (auto& part : parts) {
    const auto end = rest.find(kBetween);
    if (end == std::string_view::npos) return std::nullopt;
    part = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  constexpr std::size_t most_digits = 18;
  if (!base::is_digits(parts[0]) || parts[0].size() > most_digits) return std::nullopt;
  store::WorklistRow row;
  row.records = std::stoull(parts[0]);
  row.source = parts[1];
  row.table = parts[2];
  row.code = rest;
  return row;
}

/// Beside the suggestions, which are the same as in receipts.
void write_reasons(base::JsonWriter& writer, const std::vector<model::Suggestion>& suggestions) {
  base::key(writer, "why");
  writer.StartObject();
  for (const auto& suggestion : suggestions) base::put(writer, suggestion.target, suggestion.why);
  writer.EndObject();
}

/// A source may send a label of any length; what a reader decides on has at most this many bytes.
std::string shown_label(std::string_view label) {
  constexpr std::size_t kLongest = 1000;
  if (label.size() <= kLongest) return std::string(label);
  auto end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(label[end]) & 0xC0U) == 0x80U) --end;
  return std::string(label.substr(0, end)) + "\xE2\x80\xA6";
}

void write_row(base::JsonWriter& writer, const store::WorklistRow& row,
               const std::vector<model::Suggestion>& suggestions) {
  writer.StartObject();
  base::put(writer, "source", row.source);
  base::put(writer, "table", row.table);
  base::put(writer, "code", row.code);
  base::put_if(writer, "label", shown_label(row.label));
  base::key(writer, "records");
  writer.Uint64(row.records);
  base::key(writer, "comuni");
  writer.StartArray();
  for (const auto& comune : row.comuni) base::text(writer, comune);
  writer.EndArray();
  base::put(writer, "first_seen", base::to_string(row.first_seen));
  base::put(writer, "last_seen", base::to_string(row.last_seen));
  base::put_if(writer, "suggested_for", shown_label(row.newest.label));
  write_suggestions(writer, suggestions);
  write_reasons(writer, suggestions);
  writer.EndObject();
}

void write_fallen(base::JsonWriter& writer, const store::FallenField& fallen) {
  writer.StartObject();
  base::put(writer, "source", fallen.source);
  base::put(writer, "field", fallen.field);
  base::put(writer, "submission", fallen.submission);
  base::key(writer, "records");
  writer.Uint64(fallen.records);
  base::put(writer, "first_seen", base::to_string(fallen.first_seen));
  base::put(writer, "last_seen", base::to_string(fallen.last_seen));
  writer.EndObject();
}

void write_others(base::JsonWriter& writer, const std::vector<OtherWaiting>& others) {
  base::key(writer, "records");
  writer.StartArray();
  for (const auto& other : others) {
    writer.StartObject();
    base::put(writer, "id", std::to_string(other.id));
    base::put(writer, "source", other.source);
    base::put(writer, "record_id", other.record_id);
    base::put(writer, "owner", other.owner);
    base::put(writer, "issue", other.issue);
    base::put(writer, "received_at", base::to_string(other.received_at));
    writer.EndObject();
  }
  writer.EndArray();
}

void write_for_codes(base::JsonWriter& writer, const std::vector<CodeWaiting>& records) {
  base::key(writer, "waiting");
  writer.StartArray();
  for (const auto& record : records) {
    writer.StartObject();
    base::put(writer, "id", std::to_string(record.id));
    base::put(writer, "source", record.source);
    base::put(writer, "owner", record.owner);
    base::key(writer, "codes");
    writer.StartArray();
    for (const auto& [table, code] : record.codes) {
      writer.StartObject();
      base::put(writer, "table", table);
      base::put(writer, "code", code);
      writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
  }
  writer.EndArray();
}

/// The issue for which the record waits.
std::string cause_of(const store::QuarantineRow& row) {
  if (!row.awaits.empty()) return row.awaits;
  for (const auto& issue : row.issues) {
    const bool waits = issue.severity == model::Severity::error &&
                       model::outcome_of(issue.code) == model::Outcome::quarantined;
    if (waits) return std::string(model::to_string(issue.code));
  }
  return "";
}

void write_fields(base::JsonWriter& writer, const std::string& fields, FieldSight sight) {
  const auto stored = mapping::read_field_record(fields);
  if (!stored) return;
  base::key(writer, "fields");
  writer.StartArray();
  for (const auto& value : stored->record.values) {
    writer.StartObject();
    base::put(writer, "field", model::field_path(value.field, value.item));
    base::put(writer, "value",
              sight == FieldSight::clear ? value.text : privacy::mask_value(value.field, value.text));
    base::put_if(writer, "table", value.table);
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace

std::vector<store::WorklistRow> seen_rows(std::vector<store::WorklistRow> rows, const Sees& sees) {
  std::vector<store::WorklistRow> out;
  for (auto& row : rows) {
    store::WorklistRow seen{row.source, row.table, row.code, "", 0, {}, {}, {}, {}, {}};
    for (auto& share : row.shares) {
      if (sees(row.source, share.comune)) seen.add(std::move(share));
    }
    if (seen.records > 0) out.push_back(std::move(seen));
  }
  return out;
}

std::optional<WorklistPage> worklist_page(std::vector<store::WorklistRow> rows, const WorklistQuery& query) {
  const auto after = query.cursor.empty() ? store::WorklistRow() : read_cursor(query.cursor);
  if (!after) return std::nullopt;
  std::erase_if(rows, [&](const store::WorklistRow& row) {
    return (!query.source.empty() && row.source != query.source) ||
           (!query.table.empty() && row.table != query.table) ||
           (!query.cursor.empty() && order_of(row) <= order_of(*after));
  });
  std::sort(rows.begin(), rows.end(), [](const store::WorklistRow& left, const store::WorklistRow& right) {
    return order_of(left) < order_of(right);
  });
  WorklistPage page{std::move(rows), ""};
  if (query.limit > 0 && page.rows.size() > query.limit) {
    page.rows.resize(query.limit);
    page.next = cursor_of(page.rows.back());
  }
  return page;
}

std::string worklist_json(const WorklistPage& page, const ActiveTables& tables,
                          const std::vector<store::FallenField>& fallen, const WaitingRecords* records) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "rows");
  writer.StartArray();
  for (const auto& row : page.rows) write_row(writer, row, suggest_for(row, tables));
  writer.EndArray();
  base::key(writer, "fields");
  writer.StartArray();
  for (const auto& field : fallen) write_fallen(writer, field);
  writer.EndArray();
  if (records != nullptr) {
    write_others(writer, records->others);
    write_for_codes(writer, records->for_codes);
  }
  write_next(writer, page.next);
  writer.EndObject();
  return std::string(base::view(buffer));
}

WaitingRecords waiting_records(store::CaseStore& store, std::string_view source) {
  constexpr std::size_t kPage = 1000;
  WaitingRecords found;
  std::string cursor;
  do {
    const auto page = store.quarantine({source}, kPage, cursor);
    for (const auto& row : page.items) {
      if (!row.awaits.empty() || row.waiting.empty()) {
        found.others.push_back(
            {row.id, row.source, row.record_id, row.owner, cause_of(row), row.received_at});
        continue;
      }
      auto& record = found.for_codes.emplace_back(CodeWaiting{row.id, row.source, row.owner, {}});
      for (const auto& code : row.waiting) record.codes.emplace_back(code.table, code.code);
    }
    cursor = page.next;
  } while (!cursor.empty());
  return found;
}

std::vector<model::Suggestion> suggest_for(const store::WorklistRow& row, const ActiveTables& tables) {
  return tables.suggester().suggest(
      tables.code_system(row.source, row.table), row.source,
      mapping::WaitingCode{row.table, row.code, row.newest.label, row.newest.parent, row.newest.day});
}

std::string waiting_record_json(const store::QuarantineRow& row, const std::string& fields, FieldSight sight,
                                std::optional<base::Instant> newer, Language language) {
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
  base::put_if(writer, "awaits", row.awaits);
  if (newer) base::put(writer, "newer_version", base::to_string(*newer));
  base::key(writer, "waiting");
  writer.StartArray();
  for (const auto& code : row.waiting) {
    writer.StartObject();
    base::put(writer, "table", code.table);
    base::put(writer, "code", code.code);
    base::put_if(writer, "label", shown_label(code.label));
    writer.EndObject();
  }
  writer.EndArray();
  base::key(writer, "issues");
  writer.StartArray();
  for (const auto& issue : row.issues) write_issue(writer, issue, language);
  writer.EndArray();
  if (!fields.empty()) write_fields(writer, fields, sight);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
