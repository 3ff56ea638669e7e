#include "aggregate/release/release_reader.hpp"

#include <stdexcept>

#include "aggregate/release/extract_reader.hpp"
#include "aggregate/release/protected_last.hpp"
#include "aggregate/release/stored_form.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "model/case_record.hpp"

namespace raccordo::aggregate {
namespace {

using rapidjson::Value;

/// The digest matched, so the content is ours; unreadable parts were written by another version.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

const Value& member(const Value& object, const char* name) {
  if (!object.IsObject()) throw Unreadable(name);
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) throw Unreadable(name);
  return found->value;
}

std::string text(const Value& value) {
  if (!value.IsString()) throw Unreadable("text");
  return std::string(base::view(value));
}

std::string text(const Value& object, const char* name) { return text(member(object, name)); }

int number(const Value& value) {
  if (!value.IsInt()) throw Unreadable("number");
  return value.GetInt();
}

rapidjson::Value::ConstArray list(const Value& object, const char* name) {
  const auto& value = member(object, name);
  if (!value.IsArray()) throw Unreadable(name);
  return value.GetArray();
}

rapidjson::Value::ConstObject members(const Value& value) {
  if (!value.IsObject()) throw Unreadable("object");
  return value.GetObject();
}

template <class T>
T known(const std::optional<T>& value, const char* what) {
  if (!value) throw Unreadable(what);
  return *value;
}

model::ExtractDefinition read_definition(const Value& table) {
  model::ExtractDefinition definition;
  definition.id = text(table, "id");
  definition.title_it = text(table, "title_it");
  definition.title_en = text(table, "title_en");
  definition.measure = known(model::parse_measure(text(table, "measure")), "measure");
  definition.when = known(model::parse_when(text(table, "when")), "when");
  for (const auto& given : list(table, "by")) {
    model::DimensionChoice choice;
    choice.dimension = known(model::parse_dimension(text(given, "dimension")), "dimension");
    choice.level = known(model::parse_territory_level(text(given, "level")), "level");
    for (const auto& band : list(given, "ages"))
      choice.ages.push_back(known(parse_age_band(text(band)), "age"));
    definition.by.push_back(std::move(choice));
  }
  if (table.HasMember("kinds")) {
    definition.kinds = {false, false};
    for (const auto& word : list(table, "kinds")) {
      const bool is_report =
          known(model::parse_record_kind(text(word)), "kinds") == model::RecordKind::report;
      (is_report ? definition.kinds.reports : definition.kinds.cases) = true;
    }
  }
  if (table.HasMember("hidden_last")) {
    for (const auto& word : list(table, "hidden_last")) {
      auto& last = definition.protected_last;
      if (text(word) == kTotalWord) {
        last.total = true;
      } else {
        last.margins.push_back(known(model::parse_dimension(text(word)), "hidden_last"));
      }
    }
  }
  return definition;
}

model::TableDimension read_dimension(const Value& given) {
  const auto& additive = member(given, "additive");
  if (!additive.IsBool()) throw Unreadable("additive");
  model::TableDimension dimension{
      text(given, "id"), text(given, "label_it"), text(given, "label_en"), additive.GetBool(), {}};
  for (const auto& item : list(given, "categories")) {
    if (!item.IsArray() || item.Size() != 4) throw Unreadable("categories");
    model::Category category{text(item[0]), text(item[1]), text(item[2]), number(item[3]), 0};
    const auto known_so_far = static_cast<int>(dimension.categories.size());
    if (category.parent < -1 || category.parent >= known_so_far) throw Unreadable("parent");
    if (category.parent >= 0)
      category.depth = dimension.categories[static_cast<std::size_t>(category.parent)].depth + 1;
    dimension.categories.push_back(std::move(category));
  }
  return dimension;
}

TableParts read_table(const Value& given) {
  TableParts table;
  table.definition = read_definition(given);
  std::size_t cells = 1;
  for (const auto& dimension : list(given, "dimensions")) {
    table.dimensions.push_back(read_dimension(dimension));
    cells *= table.dimensions.back().categories.size();
  }
  for (const auto& cell : list(given, "cells")) {
    if (!cell.IsNull() && !cell.IsInt64()) throw Unreadable("cells");
    table.cells.push_back(cell.IsNull() ? model::ShownCell{true, 0}
                                        : model::ShownCell{false, cell.GetInt64()});
  }
  if (table.cells.size() != cells) throw Unreadable("cells");
  if (given.HasMember("withheld")) table.withheld = text(given, "withheld");
  return table;
}

ReleaseParts parse_content(std::string_view content) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(content.data(), content.size());
  if (document.HasParseError()) throw Unreadable("content");
  ReleaseParts parts;
  parts.period = text(document, "period");
  parts.revision = number(member(document, "revision"));
  parts.applied = {number(member(document, "k")), number(member(document, "p_percent"))};
  parts.rules = text(document, "rules");
  parts.guarantee = text(document, "guarantee");
  for (const auto& source : members(member(document, "mapping_versions"))) {
    auto& versions = parts.mapping_versions[text(source.name)];
    for (const auto& table : members(source.value)) versions[text(table.name)] = number(table.value);
  }
  for (const auto& source : members(member(document, "coverage"))) {
    parts.coverage[text(source.name)] = number(source.value);
  }
  if (document.HasMember("waiting")) {
    parts.waiting = parse_waiting(text(document, "waiting"));
    if (parts.waiting == WaitingClass::not_stated) throw Unreadable("waiting");
  }
  for (const auto& table : list(document, "tables")) parts.tables.push_back(read_table(table));
  return parts;
}

}  // namespace

base::Result<ReleaseParts> read_content(std::string_view content) {
  try {
    return parse_content(content);
  } catch (const Unreadable& reason) {
    return base::fault("the release cannot be read ('" + std::string(reason.what()) +
                       "' is not as expected); it was changed, or written by another version of Raccordo");
  }
}

base::Result<ReleaseParts> read_stored(std::string_view stored) {
  const auto form = split_stored(stored);
  if (!form) return base::fault("this is no stored release; restore it from a backup");
  if (form->version != kStoredVersion) {
    return base::fault("the release was written by another version of Raccordo");
  }
  if (!digest_fits(*form)) {
    return base::fault("the tables of release " + std::string(form->id) +
                       " are not those that were stored: the digest differs; restore it from a backup");
  }
  if (!seal_fits(*form)) {
    return base::fault(
        "the first line of the release was changed: its seal differs; restore it from a backup");
  }
  auto parts = read_content(form->content);
  if (parts) parts->id = std::string(form->id);
  return parts;
}

}  // namespace raccordo::aggregate
