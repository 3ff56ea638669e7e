#include "codecs/rule_checks.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace raccordo::codecs {
namespace {

using model::Field;
using model::FieldKind;

constexpr std::array<std::string_view, 12> kTypeNames = {"text",     "date",        "hl7-date",  "instant",
                                                         "money",    "number",      "integer",   "istat",
                                                         "belfiore", "comune-name", "person-id", "local-id"};

struct Fit {
  FieldKind kind;
  std::array<ValueType, 4> types;  ///< the first is the default; repeated if there are fewer
};

using V = ValueType;
constexpr std::array<Fit, 11> kFits = {{
    {FieldKind::text, {V::text, V::integer, V::number, V::text}},
    {FieldKind::code, {V::text, V::integer, V::text, V::text}},
    {FieldKind::date, {V::date, V::hl7_date, V::date, V::date}},
    {FieldKind::partial_date, {V::date, V::hl7_date, V::date, V::date}},
    {FieldKind::instant, {V::instant, V::hl7_date, V::instant, V::instant}},
    {FieldKind::money, {V::money, V::money, V::money, V::money}},
    {FieldKind::number, {V::number, V::integer, V::number, V::number}},
    {FieldKind::integer, {V::integer, V::integer, V::integer, V::integer}},
    {FieldKind::comune, {V::istat, V::belfiore, V::comune_name, V::istat}},
    {FieldKind::id_type, {V::text, V::text, V::text, V::text}},
    {FieldKind::record_kind, {V::text, V::text, V::text, V::text}},
}};

const Fit& fit_of(FieldKind kind) {
  return *std::find_if(kFits.begin(), kFits.end(), [&](const Fit& fit) { return fit.kind == kind; });
}

}  // namespace

std::span<const std::string_view> value_type_names() { return kTypeNames; }

std::optional<ValueType> parse_value_type(std::string_view name) {
  const auto found = std::find(kTypeNames.begin(), kTypeNames.end(), name);
  if (found == kTypeNames.end()) return std::nullopt;
  return static_cast<ValueType>(found - kTypeNames.begin());
}

ValueType default_type(FieldKind kind) { return fit_of(kind).types.front(); }

bool fills_person(ValueType type) { return type == ValueType::person_id || type == ValueType::local_id; }

void check_type(std::string_view name, Field field, ValueType type, int line, FaultList& faults,
                Fills fills) {
  const bool is_person = fills == Fills::person;
  const auto& fit = fit_of(model::info(field).kind);
  const bool is_mapped_owner = field == Field::owner && type == ValueType::text;
  if ((is_person && fills_person(type)) || is_mapped_owner) return;
  const bool fits = std::find(fit.types.begin(), fit.types.end(), type) != fit.types.end();
  if (fits && !is_person) return;
  const auto wanted = is_person ? ValueType::person_id : fit.types.front();
  faults.add(line, "`" + std::string(name) + "` cannot have type " +
                       std::string(kTypeNames[static_cast<std::size_t>(type)]) + "; use type " +
                       std::string(kTypeNames[static_cast<std::size_t>(wanted)]));
}

std::vector<std::string_view> names_of(model::List list) {
  std::vector<std::string_view> names;
  for (const auto& row : model::field_table()) {
    if (row.list == list) names.push_back(row.name);
  }
  return names;
}

std::vector<std::string_view> names_in_fields() {
  auto names = names_of(model::List::none);
  names.push_back("person");
  for (std::size_t i = 1; i < model::kLists; ++i)
    names.push_back(model::to_string(static_cast<model::List>(i)));
  return names;
}

void check_days(const Choice& choice, int line, FaultList& faults) {
  const auto has_time = [](const std::string& pattern) {
    return pattern.find("%H") != std::string::npos || pattern.find("%M") != std::string::npos ||
           pattern.find("%S") != std::string::npos;
  };
  if (choice.type == ValueType::date && std::all_of(choice.dates.begin(), choice.dates.end(), has_time))
    faults.add(line, "a date is read here, but every pattern in `dates` has a time of day (`" +
                         choice.dates.front() + "`); add a pattern of the day alone, e.g. \"%d/%m/%Y\"");
}

std::string_view code_system_of(Field field) {
  return field == Field::owner ? std::string_view("territory") : model::info(field).code_system;
}

bool is_table_name(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

void check_filled(const CompiledProfile& profile, int line, FaultList& faults) {
  const auto has = [&](Field field) {
    return std::any_of(profile.fields.begin(), profile.fields.end(),
                       [&](const FieldRule& rule) { return rule.field == field; });
  };
  const auto person = std::count_if(profile.fields.begin(), profile.fields.end(), [](const FieldRule& rule) {
    return rule.field == Field::person_id && fills_person(rule.choices.front().type);
  });
  const auto ids = std::count_if(profile.fields.begin(), profile.fields.end(),
                                 [](const FieldRule& rule) { return rule.field == Field::person_id; });
  for (const auto field : {Field::record_id, Field::owner}) {
    if (!has(field))
      faults.add(line, "`" + std::string(model::info(field).name) +
                           "` is required in every record; add it to `fields`");
  }
  if (profile.key == model::RecordKey::id_and_body && !has(Field::managed_by))
    faults.add(line, "`per: managed_by` needs the field `managed_by`, the body that numbers its reports");
  // A checker may find the opening date if selectors cannot.
  if (!has(Field::opened) && profile.checks.empty())
    faults.add(line, "`opened` is required in every record; add it to `fields`");
  if (person == 0 && !(has(Field::person_id_type) && has(Field::person_id)))
    faults.add(line, "the person is required in every record; add `person` with type person-id");
  if (person != 0 && (ids > person || has(Field::person_id_type)))
    faults.add(line, "`person` already fills person.id_type and person.id; remove those or `person`");
  for (const auto& rule : profile.fields) {
    const auto& first = rule.choices.front();
    if (rule.field == Field::owner && first.type == ValueType::text && first.map.empty())
      faults.add(rule.line,
                 "`owner` cannot have type text without `map`; use istat, belfiore or comune-name");
  }
}

}  // namespace raccordo::codecs
