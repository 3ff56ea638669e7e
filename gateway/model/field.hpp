// The fields of the shared record (docs/records.md#the-shared-record), defined once: names, lists, kinds and
// code systems. Profiles name them, decoders fill them, the mapper turns them into a CaseRecord.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace raccordo::model {

enum class Field : std::uint8_t {
  record_id,
  version,
  owner,
  opened,
  closed,
  person_id_type,
  person_id,
  person_sex,
  person_birth_date,
  person_residence,
  person_citizenship,
  household_type,
  household_members,
  access_date,
  access_channel,
  access_request,
  need_code,
  assessment_date,
  plan_id,
  plan_start,
  plan_end,
  plan_value,
  plan_copayment,
  intervention_id,
  intervention_area,
  intervention_type,
  intervention_start,
  intervention_end,
  intervention_amount,
  intervention_quantity,
  intervention_unit,
  intervention_management,
  intervention_managed_by,
  closure_date,
  closure_reason,
  // Added later, at the end: stored digests of contents hold the numbers of the fields.
  kind,
  managed_by,
  access_referred_to
};
inline constexpr std::size_t kFields = 38;

/// The lists a record may have; `none` for fields of the record itself.
enum class List : std::uint8_t { none, needs, assessments, plans, interventions };
inline constexpr std::size_t kLists = 5;
std::string_view to_string(List list);  // "needs", ...; "" for none
std::optional<List> parse_list(std::string_view name);

enum class FieldKind : std::uint8_t {
  text,
  code,
  date,
  partial_date,
  instant,
  money,
  number,
  integer,
  comune,
  id_type,
  record_kind
};

struct FieldInfo {
  Field field;
  List list;
  std::string_view name;  ///< as in a profile: `person.birth_date`, inside a list `start`
  FieldKind kind;
  std::string_view code_system;  ///< for kind code: the shared code system of mappings/scheme
  bool required;
  bool planned;  ///< a date that may lie in the future
};

/// Indexed by Field.
std::span<const FieldInfo, kFields> field_table();
inline const FieldInfo& info(Field field) { return field_table()[static_cast<std::size_t>(field)]; }
/// The field of that name within that list.
std::optional<Field> find_field(List list, std::string_view name);

/// `person.sex`, `interventions[0].type`: how issues name a field. `item` is ignored outside lists.
std::string field_path(Field field, std::size_t item);

}  // namespace raccordo::model
