#include "privacy/attackers/published_cells.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "base/json.hpp"

namespace raccordo::attackers {
namespace {

using rapidjson::Value;

const Value& member(const Value& object, const char* name) {
  if (!object.IsObject() || !object.HasMember(name)) {
    throw std::invalid_argument(std::string("JSON-stat without ") + name);
  }
  return object[name];
}

std::string text_of(const Value& object, const char* name) {
  return std::string(base::view(member(object, name)));
}

PublishedDimension read_dimension(const std::string& id, const Value& given) {
  PublishedDimension dimension;
  dimension.id = id;
  dimension.additive = member(member(given, "extension"), "additive").GetBool();
  const auto& category = member(given, "category");
  const auto& index = member(category, "index");
  dimension.categories.resize(index.MemberCount());
  std::map<std::string, std::size_t, std::less<>> places;
  for (const auto& entry : index.GetObject()) {
    const std::string code(base::view(entry.name));
    places.emplace(code, entry.value.GetUint());
    dimension.categories.at(entry.value.GetUint()).code = code;
  }
  for (const auto& entry : member(category, "child").GetObject()) {
    const auto parent = places.at(std::string(base::view(entry.name)));
    for (const auto& child : entry.value.GetArray()) {
      dimension.categories.at(places.at(std::string(base::view(child)))).parent = static_cast<int>(parent);
    }
  }
  return dimension;
}

void read_cells(PublishedTable& table, const Value& dataset) {
  std::size_t expected = 1;
  for (const auto& dimension : table.dimensions) expected *= dimension.categories.size();
  const auto& values = member(dataset, "value");
  const auto& status = member(dataset, "status");
  if (values.Size() != expected) throw std::invalid_argument(table.id + ": size and values disagree");
  const double scale = table.measure == "amount" ? 100 : 1;
  for (rapidjson::SizeType i = 0; i < values.Size(); ++i) {
    const bool marked = status.HasMember(std::to_string(i).c_str());
    if (marked != values[i].IsNull()) throw std::invalid_argument(table.id + ": value and status disagree");
    if (marked) {
      table.cells.emplace_back();
    } else {
      table.cells.emplace_back(std::llround(values[i].GetDouble() * scale));
    }
  }
}

/// Tables by area, type or management, of interventions and of amounts use interventions, others cases.
std::string unit_of(const PublishedTable& table) {
  if (table.measure == "amount") return "paid";
  if (table.measure == "interventions") return "intervention";
  const bool by_intervention =
      std::any_of(table.dimensions.begin(), table.dimensions.end(), [](const auto& dimension) {
        return dimension.id == "area" || dimension.id == "type" || dimension.id == "management";
      });
  return by_intervention ? "intervention" : "case";
}

}  // namespace

PublishedTable read_json_stat(std::string_view text) {
  rapidjson::Document dataset;
  dataset.Parse(text.data(), text.size());
  if (dataset.HasParseError()) throw std::invalid_argument("not JSON");
  PublishedTable table;
  const auto& extension = member(dataset, "extension");
  table.id = text_of(extension, "id");
  table.measure = text_of(extension, "measure");
  table.when = text_of(extension, "when");
  table.period = text_of(extension, "period");
  table.k = member(extension, "k").GetInt();
  for (const auto& id : member(dataset, "id").GetArray()) {
    const std::string name(base::view(id));
    // The measure and the period of a single table have one category: they divide no cell.
    if (name == "measure" || name == "period") continue;
    table.dimensions.push_back(read_dimension(name, member(member(dataset, "dimension"), name.c_str())));
  }
  read_cells(table, dataset);
  return table;
}

std::vector<PublishedTable> read_exported_release(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json" && entry.path().filename() != "release.json")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<PublishedTable> tables;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    try {
      auto table = read_json_stat(text);
      // Rates show the persons of other tables, divided by the inhabitants.
      if (table.measure != "prevalence" && table.measure != "incidence") tables.push_back(std::move(table));
    } catch (const std::exception& problem) {
      throw std::invalid_argument(file.string() + ": " + problem.what());
    }
  }
  return tables;
}

CellName name_cell(const PublishedTable& table, const std::vector<std::size_t>& categories) {
  CellName name;
  name.measure = table.measure;
  name.base = unit_of(table) + "|" + table.when + "|" + table.period;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    const auto& category = table.dimensions[i].categories[categories[i]];
    if (category.parent >= 0) parts.push_back(table.dimensions[i].id + "=" + category.code + ";");
  }
  std::sort(parts.begin(), parts.end());
  for (const auto& part : parts) name.coordinates += part;
  return name;
}

}  // namespace raccordo::attackers
