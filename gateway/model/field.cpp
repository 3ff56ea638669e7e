#include "model/field.hpp"

#include <algorithm>

namespace raccordo::model {
namespace {

constexpr std::array<std::string_view, kLists> kListNames = {"", "needs", "assessments", "plans",
                                                             "interventions"};
using F = Field;
using K = FieldKind;
using L = List;

// field, list, name, kind, code system, required, planned
constexpr std::array<FieldInfo, kFields> kTable = {{
    {F::record_id, L::none, "record_id", K::text, "", true, false},
    {F::version, L::none, "version", K::instant, "", false, false},
    {F::owner, L::none, "owner", K::comune, "", true, false},
    {F::opened, L::none, "opened", K::date, "", true, false},
    {F::closed, L::none, "closed", K::date, "", false, false},
    {F::person_id_type, L::none, "person.id_type", K::id_type, "", true, false},
    {F::person_id, L::none, "person.id", K::text, "", true, false},
    {F::person_sex, L::none, "person.sex", K::code, "sex", false, false},
    {F::person_birth_date, L::none, "person.birth_date", K::partial_date, "", false, false},
    {F::person_residence, L::none, "person.residence", K::comune, "", false, false},
    {F::person_citizenship, L::none, "person.citizenship", K::code, "citizenship", false, false},
    {F::household_type, L::none, "person.household.type", K::code, "household", false, false},
    {F::household_members, L::none, "person.household.members", K::integer, "", false, false},
    {F::access_date, L::none, "access.date", K::date, "", false, false},
    {F::access_channel, L::none, "access.channel", K::code, "channel", false, false},
    {F::access_request, L::none, "access.request", K::code, "request", false, false},
    {F::need_code, L::needs, "code", K::code, "need", false, false},
    {F::assessment_date, L::assessments, "date", K::date, "", false, false},
    {F::plan_id, L::plans, "id", K::text, "", false, false},
    {F::plan_start, L::plans, "start", K::date, "", false, true},
    {F::plan_end, L::plans, "end", K::date, "", false, true},
    {F::plan_value, L::plans, "value", K::money, "", false, false},
    {F::plan_copayment, L::plans, "copayment", K::money, "", false, false},
    {F::intervention_id, L::interventions, "id", K::text, "", false, false},
    {F::intervention_area, L::interventions, "area", K::code, "area", false, false},
    {F::intervention_type, L::interventions, "type", K::code, "intervention", false, false},
    {F::intervention_start, L::interventions, "start", K::date, "", false, true},
    {F::intervention_end, L::interventions, "end", K::date, "", false, true},
    {F::intervention_amount, L::interventions, "amount", K::money, "", false, false},
    {F::intervention_quantity, L::interventions, "quantity", K::number, "", false, false},
    {F::intervention_unit, L::interventions, "unit", K::code, "unit", false, false},
    {F::intervention_management, L::interventions, "management", K::code, "management", false, false},
    {F::intervention_managed_by, L::interventions, "managed_by", K::text, "", false, false},
    {F::closure_date, L::none, "closure.date", K::date, "", false, false},
    {F::closure_reason, L::none, "closure.reason", K::code, "closure", false, false},
    {F::kind, L::none, "kind", K::record_kind, "", false, false},
    {F::managed_by, L::none, "managed_by", K::text, "", false, false},
    {F::access_referred_to, L::none, "access.referred_to", K::code, "referral", false, false},
}};

}  // namespace

std::string_view to_string(List list) { return kListNames[static_cast<std::size_t>(list)]; }

std::optional<List> parse_list(std::string_view name) {
  const auto found = std::find(kListNames.begin() + 1, kListNames.end(), name);
  if (found == kListNames.end()) return std::nullopt;
  return static_cast<List>(found - kListNames.begin());
}

std::span<const FieldInfo, kFields> field_table() { return kTable; }

std::optional<Field> find_field(List list, std::string_view name) {
  const auto found = std::find_if(kTable.begin(), kTable.end(),
                                  [&](const FieldInfo& row) { return row.list == list && row.name == name; });
  if (found == kTable.end()) return std::nullopt;
  return found->field;
}

std::string field_path(Field field, std::size_t item) {
  const auto& row = info(field);
  if (row.list == List::none) return std::string(row.name);
  return std::string(to_string(row.list)) + "[" + std::to_string(item) + "]." + std::string(row.name);
}

}  // namespace raccordo::model
