// Checks of a profile's rules without a document: whether the type suits the field, the code system of a
// table, whether required fields can be filled. Called by profile_rules.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "codecs/compiled_profile.hpp"
#include "codecs/profile_yaml.hpp"

namespace raccordo::codecs {

/// The names of `type`, in the order of ValueType.
std::span<const std::string_view> value_type_names();
std::optional<ValueType> parse_value_type(std::string_view name);
/// The type of a field whose rule names none.
ValueType default_type(model::FieldKind kind);
/// Whether the type gives a kind of identifier and the identifier, so that it is for `person` alone.
bool fills_person(ValueType type);
/// What a rule fills: one field, or, as `person` and its items do, the person's identifier with its kind.
enum class Fills : std::uint8_t { field, person };
/// Reports a type that cannot give the field's kind of value. `name` is the rule's name in the profile.
void check_type(std::string_view name, model::Field field, ValueType type, int line, FaultList& faults,
                Fills fills);
/// The fields of a list, or of the record itself, as profiles name them.
std::vector<std::string_view> names_of(model::List list);
/// All keys that `fields` may hold.
std::vector<std::string_view> names_in_fields();

/// Reports a date all of whose patterns have a time of day, so that no plain day could be read.
void check_days(const Choice& choice, int line, FaultList& faults);

/// The code system a table for this field maps to; empty if the field takes no table.
std::string_view code_system_of(model::Field field);
bool is_table_name(std::string_view text);

/// Reports required fields that no rule fills and rules that contradict each other.
void check_filled(const CompiledProfile& profile, int line, FaultList& faults);

}  // namespace raccordo::codecs
