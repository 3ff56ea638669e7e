#include "base/json.hpp"
#include "extract/formats.hpp"
#include "extract/table_rows.hpp"

namespace raccordo::extract {
namespace {

using base::JsonWriter;
using model::TableDimension;

template <class Label>
void put_labels(JsonWriter& writer, const TableDimension& dimension, Label label) {
  writer.StartObject();
  for (const auto& category : dimension.categories) base::put(writer, category.code, label(category));
  writer.EndObject();
}

void put_children(JsonWriter& writer, const TableDimension& dimension) {
  std::vector<std::vector<std::string_view>> children(dimension.categories.size());
  for (const auto& category : dimension.categories) {
    if (category.parent >= 0) children[static_cast<std::size_t>(category.parent)].push_back(category.code);
  }
  writer.StartObject();
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (children[i].empty()) continue;
    base::key(writer, dimension.categories[i].code);
    writer.StartArray();
    for (const auto child : children[i]) base::text(writer, child);
    writer.EndArray();
  }
  writer.EndObject();
}

void put_dimension(JsonWriter& writer, const TableDimension& dimension) {
  base::key(writer, dimension.id);
  writer.StartObject();
  base::put(writer, "label", dimension.label_it);
  base::key(writer, "category");
  writer.StartObject();
  base::key(writer, "index");
  writer.StartObject();
  for (std::size_t i = 0; i < dimension.categories.size(); ++i) {
    base::key(writer, dimension.categories[i].code);
    writer.Uint64(i);
  }
  writer.EndObject();
  base::key(writer, "label");
  put_labels(writer, dimension, [](const auto& category) -> const std::string& { return category.label_it; });
  base::key(writer, "child");
  put_children(writer, dimension);
  writer.EndObject();
  base::key(writer, "extension");
  writer.StartObject();
  base::put(writer, "label_en", dimension.label_en);
  base::key(writer, "additive");
  writer.Bool(dimension.additive);
  base::key(writer, "category_label_en");
  put_labels(writer, dimension, [](const auto& category) -> const std::string& { return category.label_en; });
  writer.EndObject();
  writer.EndObject();
}

bool is_geographic(const TableDimension& dimension) {
  return dimension.id == to_string(model::Dimension::territory) ||
         dimension.id == to_string(model::Dimension::residence);
}

bool is_time(const TableDimension& dimension) { return dimension.id == to_string(model::Dimension::month); }

void put_role(JsonWriter& writer, const model::ProtectedTable& table, std::string_view role,
              bool (*has_role)(const TableDimension&)) {
  base::key(writer, role);
  writer.StartArray();
  for (const auto& dimension : table.dimensions()) {
    if (has_role(dimension)) base::text(writer, dimension.id);
  }
  writer.EndArray();
}

void put_shape(JsonWriter& writer, const model::ProtectedTable& table) {
  base::key(writer, "id");
  writer.StartArray();
  for (const auto& dimension : table.dimensions()) base::text(writer, dimension.id);
  writer.EndArray();
  base::key(writer, "size");
  writer.StartArray();
  for (const auto& dimension : table.dimensions()) writer.Uint64(dimension.categories.size());
  writer.EndArray();
  base::key(writer, "role");
  writer.StartObject();
  put_role(writer, table, "time", is_time);
  put_role(writer, table, "geo", is_geographic);
  writer.EndObject();
  base::key(writer, "dimension");
  writer.StartObject();
  for (const auto& dimension : table.dimensions()) put_dimension(writer, dimension);
  writer.EndObject();
}

void put_cells(JsonWriter& writer, const model::ProtectedTable& table) {
  base::key(writer, "value");
  writer.StartArray();
  for (const auto& cell : table.cells()) {
    if (cell.hidden) {
      writer.Null();
      continue;
    }
    const auto number = number_text(table.definition().measure, cell);
    writer.RawValue(number.data(), number.size(), rapidjson::kNumberType);
  }
  writer.EndArray();
  base::key(writer, "status");
  writer.StartObject();
  for (std::size_t i = 0; i < table.cells().size(); ++i) {
    if (table.cells()[i].hidden) base::put(writer, std::to_string(i), "c");
  }
  writer.EndObject();
}

/// Counts need no unit.
void put_unit(JsonWriter& writer, model::Measure measure) {
  const auto put = [&](std::string_view italian, std::string_view english) {
    base::key(writer, "unit");
    writer.StartObject();
    base::put(writer, "it", italian);
    base::put(writer, "en", english);
    writer.EndObject();
  };
  if (measure == model::Measure::amount) put("euro", "euro");
  if (measure == model::Measure::prevalence || measure == model::Measure::incidence) {
    put("persone ogni 1.000 abitanti", "persons per 1,000 inhabitants");
  }
}

void put_extension(JsonWriter& writer, const model::ProtectedTable& table) {
  const auto& definition = table.definition();
  base::key(writer, "extension");
  writer.StartObject();
  base::put(writer, "id", definition.id);
  base::put(writer, "title_en", definition.title_en);
  base::put(writer, "period", table.period());
  base::put(writer, "measure", to_string(definition.measure));
  base::put(writer, "when", to_string(definition.when));
  put_unit(writer, definition.measure);
  base::key(writer, "k");
  writer.Int(table.k());
  base::put(writer, "rules", table.rules());
  base::put(writer, "guarantee", table.guarantee());
  writer.EndObject();
}

}  // namespace

std::string write_json_stat(const model::ProtectedTable& table) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "version", "2.0");
  base::put(writer, "class", "dataset");
  base::put(writer, "label", table.definition().title_it);
  put_shape(writer, table);
  put_cells(writer, table);
  put_extension(writer, table);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::extract
