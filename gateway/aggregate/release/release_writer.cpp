#include "aggregate/release/release_writer.hpp"

#include <cmath>

#include "aggregate/release/protected_last.hpp"
#include "base/json.hpp"
#include "model/case_record.hpp"

namespace raccordo::aggregate {
namespace {

using base::JsonWriter;

void put_versions(JsonWriter& writer, const ReleaseParts& parts) {
  base::key(writer, "mapping_versions");
  writer.StartObject();
  for (const auto& [source, tables] : parts.mapping_versions) {
    base::key(writer, source);
    writer.StartObject();
    for (const auto& [table, version] : tables) {
      base::key(writer, table);
      writer.Int(version);
    }
    writer.EndObject();
  }
  writer.EndObject();
  base::key(writer, "coverage");
  writer.StartObject();
  for (const auto& [source, percent] : parts.coverage) {
    base::key(writer, source);
    writer.Int(percent);
  }
  writer.EndObject();
  if (parts.waiting != WaitingClass::not_stated) base::put(writer, "waiting", to_string(parts.waiting));
}

void put_definition(JsonWriter& writer, const model::ExtractDefinition& definition) {
  base::put(writer, "id", definition.id);
  base::put(writer, "title_it", definition.title_it);
  base::put(writer, "title_en", definition.title_en);
  base::put(writer, "measure", to_string(definition.measure));
  base::put(writer, "when", to_string(definition.when));
}

void put_by(JsonWriter& writer, const model::ExtractDefinition& definition) {
  base::key(writer, "by");
  writer.StartArray();
  for (const auto& choice : definition.by) {
    writer.StartObject();
    base::put(writer, "dimension", to_string(choice.dimension));
    base::put(writer, "level", to_string(choice.level));
    base::key(writer, "ages");
    writer.StartArray();
    for (const auto& band : choice.ages) base::text(writer, band.code);
    writer.EndArray();
    writer.EndObject();
  }
  writer.EndArray();
}

/// Written only if the table counts others than cases, so that all other tables keep their digest.
void put_kinds(JsonWriter& writer, const model::Kinds& kinds) {
  if (kinds.are_usual()) return;
  base::key(writer, "kinds");
  writer.StartArray();
  if (kinds.cases) base::text(writer, to_string(model::RecordKind::social_case));
  if (kinds.reports) base::text(writer, to_string(model::RecordKind::report));
  writer.EndArray();
}

/// Written only where the catalogue says it, so that all other tables keep their digest.
void put_protected(JsonWriter& writer, const model::ExtractDefinition& definition) {
  const auto words = words_of(definition.protected_last);
  if (words.empty()) return;
  base::key(writer, "hidden_last");
  writer.StartArray();
  for (const auto& word : words) base::text(writer, word);
  writer.EndArray();
}

/// What should be hidden last and is hidden, and the table that shows it; nothing if there is no such cell.
void put_hidden_totals(JsonWriter& writer, const ReleaseParts& parts) {
  bool begun = false;
  for (const auto& table : parts.tables) {
    const auto hidden = hidden_totals(table.definition, table.dimensions, table.cells);
    if (hidden.empty()) continue;
    if (!begun) {
      base::key(writer, "hidden_totals");
      writer.StartArray();
      begun = true;
    }
    writer.StartObject();
    base::put(writer, "table", table.definition.id);
    base::key(writer, "cells");
    writer.StartArray();
    for (const auto& [dimension, code] : hidden)
      base::text(writer, dimension.empty() ? code : dimension + "=" + code);
    writer.EndArray();
    base::put_if(writer, "coarser", coarser_table(table.definition));
    writer.EndObject();
  }
  if (begun) writer.EndArray();
}

void put_dimension(JsonWriter& writer, const model::TableDimension& dimension) {
  writer.StartObject();
  base::put(writer, "id", dimension.id);
  base::put(writer, "label_it", dimension.label_it);
  base::put(writer, "label_en", dimension.label_en);
  base::key(writer, "additive");
  writer.Bool(dimension.additive);
  base::key(writer, "categories");
  writer.StartArray();
  for (const auto& category : dimension.categories) {
    writer.StartArray();
    base::text(writer, category.code);
    base::text(writer, category.label_it);
    base::text(writer, category.label_en);
    writer.Int(category.parent);
    writer.EndArray();
  }
  writer.EndArray();
  writer.EndObject();
}

void put_table(JsonWriter& writer, const TableParts& table) {
  writer.StartObject();
  put_definition(writer, table.definition);
  put_by(writer, table.definition);
  put_kinds(writer, table.definition.kinds);
  put_protected(writer, table.definition);
  base::key(writer, "dimensions");
  writer.StartArray();
  for (const auto& dimension : table.dimensions) put_dimension(writer, dimension);
  writer.EndArray();
  if (!table.withheld.empty()) base::put(writer, "withheld", table.withheld);
  base::key(writer, "cells");
  writer.StartArray();
  for (const auto& cell : table.cells) {
    if (cell.hidden) {
      writer.Null();
    } else {
      writer.Int64(cell.value);
    }
  }
  writer.EndArray();
  writer.EndObject();
}

void put_summary(JsonWriter& writer, const TableParts& table) {
  writer.StartObject();
  put_definition(writer, table.definition);
  put_kinds(writer, table.definition.kinds);
  base::key(writer, "dimensions");
  writer.StartArray();
  for (const auto& dimension : table.dimensions) base::text(writer, dimension.id);
  writer.EndArray();
  base::key(writer, "additive");
  writer.StartObject();
  for (const auto& dimension : table.dimensions) {
    base::key(writer, dimension.id);
    writer.Bool(dimension.additive);
  }
  writer.EndObject();
  const auto summary = summarise(table);
  base::key(writer, "cells");
  writer.Uint64(summary.cells);
  base::key(writer, "hidden");
  writer.Uint64(summary.hidden);
  base::key(writer, "share_hidden");
  writer.Double(summary.share_hidden);
  if (!table.withheld.empty()) base::put(writer, "withheld", table.withheld);
  base::put(writer, "digest", table_digest(table));
  writer.EndObject();
}

}  // namespace

TableSummary summarise(const TableParts& table) {
  TableSummary summary{table.definition.id, table.cells.size(), 0, 0};
  for (const auto& cell : table.cells) summary.hidden += cell.hidden ? 1 : 0;
  if (summary.cells > 0) {
    const auto share = static_cast<double>(summary.hidden) / static_cast<double>(summary.cells);
    summary.share_hidden = std::round(share * 10000) / 10000;
  }
  return summary;
}

std::string table_digest(const TableParts& table) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  put_table(writer, table);
  return base::sha256_hex(base::view(buffer));
}

std::string write_content(const ReleaseParts& parts) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "period", parts.period);
  base::key(writer, "revision");
  writer.Int(parts.revision);
  base::key(writer, "k");
  writer.Int(parts.applied.k);
  base::key(writer, "p_percent");
  writer.Int(parts.applied.p_percent);
  base::put(writer, "rules", parts.rules);
  base::put(writer, "guarantee", parts.guarantee);
  put_versions(writer, parts);
  base::key(writer, "tables");
  writer.StartArray();
  for (const auto& table : parts.tables) put_table(writer, table);
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string write_metadata(const ReleaseParts& parts, const std::string& digest) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", parts.id);
  base::put(writer, "period", parts.period);
  put_hidden_totals(writer, parts);
  base::key(writer, "revision");
  writer.Int(parts.revision);
  base::key(writer, "k");
  writer.Int(parts.applied.k);
  base::put(writer, "rules", parts.rules);
  base::put(writer, "guarantee", parts.guarantee);
  put_versions(writer, parts);
  base::put(writer, "digest", digest);
  base::key(writer, "tables");
  writer.StartArray();
  for (const auto& table : parts.tables) put_summary(writer, table);
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::aggregate
