#include "base/json.hpp"
#include "extract/formats.hpp"
#include "extract/json_stat_parts.hpp"
#include "extract/words.hpp"

namespace raccordo::extract {
namespace {

using base::JsonWriter;
using model::TableDimension;

/// Identifiers of the dimensions that every cube has beside its own.
constexpr std::string_view kMeasure = "measure";
constexpr std::string_view kPeriod = "period";

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
  base::key(writer, "child");
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

/// JSON-stat keeps units and decimals in the category of a metric dimension.
void put_unit_of_category(JsonWriter& writer, model::Measure measure) {
  base::key(writer, "unit");
  writer.StartObject();
  base::key(writer, to_string(measure));
  writer.StartObject();
  base::put_number(writer, "decimals", decimals_of(measure));
  base::put(writer, "label", unit_words(measure).it);
  if (measure == model::Measure::amount) {
    base::put(writer, "symbol", "€");
    base::put(writer, "position", "end");
  }
  writer.EndObject();
  writer.EndObject();
}

void put_dimension(JsonWriter& writer, const TableDimension& dimension,
                   std::optional<model::Measure> metric = std::nullopt) {
  base::key(writer, dimension.id);
  writer.StartObject();
  base::put(writer, "label", dimension.label_it);
  base::key(writer, "category");
  writer.StartObject();
  base::key(writer, "index");
  writer.StartObject();
  for (std::size_t i = 0; i < dimension.categories.size(); ++i)
    base::put_number(writer, dimension.categories[i].code, i);
  writer.EndObject();
  base::key(writer, "label");
  put_labels(writer, dimension, [](const auto& category) -> const std::string& { return category.label_it; });
  put_children(writer, dimension);
  if (metric) put_unit_of_category(writer, *metric);
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

TableDimension measure_dimension(model::Measure measure) {
  const auto words = measure_words(measure);
  return {std::string(kMeasure),
          "Misura",
          "Measure",
          false,
          {{std::string(to_string(measure)), std::string(words.it), std::string(words.en)}}};
}

TableDimension period_dimension(const Cube& cube) {
  TableDimension dimension{std::string(kPeriod), "Periodo", "Period", false, {}};
  for (const auto& period : cube.periods())
    dimension.categories.push_back({period.code, period.label_it, period.label_en});
  return dimension;
}

bool is_geographic(const TableDimension& dimension) {
  return dimension.id == to_string(model::Dimension::territory) ||
         dimension.id == to_string(model::Dimension::residence);
}

void put_roles(JsonWriter& writer, const Cube& cube) {
  std::vector<std::string_view> time;
  std::vector<std::string_view> geo;
  for (const auto& dimension : cube.dimensions()) {
    if (dimension.id == to_string(model::Dimension::month)) time.push_back(dimension.id);
    if (is_geographic(dimension)) geo.push_back(dimension.id);
  }
  time.push_back(kPeriod);
  base::key(writer, "role");
  writer.StartObject();
  put_list(writer, "time", time);
  put_list(writer, "geo", geo);
  put_list(writer, "metric", {kMeasure});
  writer.EndObject();
}

/// Dimensions of the table, then `measure` (one category), then `period`.
void put_shape(JsonWriter& writer, const Cube& cube) {
  std::vector<std::string_view> ids;
  for (const auto& dimension : cube.dimensions()) ids.push_back(dimension.id);
  ids.insert(ids.end(), {kMeasure, kPeriod});
  put_list(writer, "id", ids);
  base::key(writer, "size");
  writer.StartArray();
  for (const auto& dimension : cube.dimensions()) writer.Uint64(dimension.categories.size());
  writer.Uint64(1);
  writer.Uint64(cube.periods().size());
  writer.EndArray();
  put_roles(writer, cube);
  base::key(writer, "dimension");
  writer.StartObject();
  for (const auto& dimension : cube.dimensions()) put_dimension(writer, dimension);
  put_dimension(writer, measure_dimension(cube.definition().measure), cube.definition().measure);
  put_dimension(writer, period_dimension(cube));
  writer.EndObject();
}

void put_cells(JsonWriter& writer, const Cube& cube) {
  base::key(writer, "value");
  writer.StartArray();
  for (const auto& cell : cube.cells()) {
    if (cell.state != CellState::shown) {
      writer.Null();
      continue;
    }
    const auto number = number_text(cube.definition().measure, cell);
    writer.RawValue(number.data(), number.size(), rapidjson::kNumberType);
  }
  writer.EndArray();
  base::key(writer, "status");
  writer.StartObject();
  for (std::size_t i = 0; i < cube.cells().size(); ++i) {
    const auto status = status_of(cube.cells()[i].state);
    if (!status.empty()) base::put(writer, std::to_string(i), status);
  }
  writer.EndObject();
}

void put_words(JsonWriter& writer, std::string_view name, const Words& words) {
  base::key(writer, name);
  writer.StartObject();
  base::put(writer, "it", words.it);
  base::put(writer, "en", words.en);
  writer.EndObject();
}

void put_rules(JsonWriter& writer, const CubePeriod& period) {
  base::put(writer, "period", period.code);
  base::put_number(writer, "k", period.k);
  base::put(writer, "rules", period.rules);
  base::put(writer, "guarantee", period.guarantee);
  if (!period.rules_it.empty()) base::put(writer, "rules_it", period.rules_it);
  if (!period.guarantee_it.empty()) base::put(writer, "guarantee_it", period.guarantee_it);
}

/// Every period of a series has its own release, with its own rules and guarantee.
void put_releases(JsonWriter& writer, const Cube& cube) {
  base::key(writer, "releases");
  writer.StartArray();
  for (const auto& period : cube.periods()) {
    writer.StartObject();
    base::put(writer, "id", period.release);
    put_rules(writer, period);
    writer.EndObject();
  }
  writer.EndArray();
  base::key(writer, "left_out");
  writer.StartArray();
  for (const auto& [period, release] : cube.left_out()) {
    writer.StartObject();
    base::put(writer, "id", release);
    base::put(writer, "period", period);
    base::put(writer, "reason",
              "the table of that release has another measure or other dimensions than the newest one");
    writer.EndObject();
  }
  writer.EndArray();
}

void put_extension(JsonWriter& writer, const Cube& cube) {
  const auto& definition = cube.definition();
  base::key(writer, "extension");
  writer.StartObject();
  base::put(writer, "id", definition.id);
  base::put(writer, "title_en", definition.title_en);
  base::put(writer, "measure", to_string(definition.measure));
  base::put(writer, "when", to_string(definition.when));
  if (!definition.kinds.are_usual())
    base::put(writer, "kinds", definition.kinds.cases ? "case,report" : "report");
  put_words(writer, "unit", unit_words(definition.measure));
  base::key(writer, "status");
  writer.StartObject();
  put_words(writer, "c", kHiddenWords);
  if (cube.is_series()) put_words(writer, "m", kAbsentWords);
  writer.EndObject();
  if (cube.is_series()) {
    put_releases(writer, cube);
  } else {
    base::put(writer, "release", cube.periods().front().release);
    put_rules(writer, cube.periods().front());
  }
  writer.EndObject();
}

/// JSON-stat `link`: the same cells in the other formats, and the structure that describes them.
void put_links(JsonWriter& writer, const Document& document) {
  if (document.href.empty()) return;
  const auto put = [&](std::string_view address, TableFormat format) {
    writer.StartObject();
    base::put(writer, "type", media_type(format));
    base::put(writer, "href", address);
    writer.EndObject();
  };
  base::key(writer, "link");
  writer.StartObject();
  base::key(writer, "alternate");
  writer.StartArray();
  for (const auto format : {TableFormat::csv, TableFormat::sdmx_csv, TableFormat::xlsx})
    put(document.href + "?format=" + std::string(to_string(format)), format);
  writer.EndArray();
  base::key(writer, "describedby");
  writer.StartArray();
  put(document.href + "/structure", TableFormat::sdmx_structure);
  writer.EndArray();
  writer.EndObject();
}

}  // namespace

std::string write_json_stat(const Cube& cube, const Document& document) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put_head(writer, "dataset", cube.definition().title_it, document);
  put_links(writer, document);
  put_shape(writer, cube);
  put_cells(writer, cube);
  put_extension(writer, cube);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::extract
