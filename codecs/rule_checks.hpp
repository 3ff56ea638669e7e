// Checks of a profile's rules without a document: whether the type suits the field, the code system of a
// table, whether required fields can be filled. Called by profile_rules.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "codecs/compiled_profile.hpp"
#include "codecs/profile_yaml.hpp"

namespace raccordo::codecs {

/// The names of `type`, in the order of ValueType.
std::span<const std::string_view> value_type_names();
std::optional<ValueType> parse_value_type(std::string_view name);
/// The type of a field whose rule names none.
ValueType default_type(model::FieldKind kind);
/// Reports a type that cannot give the field's kind of value. `name` is the rule's name in the profile.
void check_type(std::string_view name, model::Field field, ValueType type, int line, FaultList& faults);

/// Reports a date all of whose patterns have a time of day, so that no plain day could be read.
void check_days(const Choice& choice, int line, FaultList& faults);

/// The code system a table for this field maps to; empty if the field takes no table.
std::string_view code_system_of(model::Field field);
bool is_table_name(std::string_view text);

/// Reports required fields that no rule fills and rules that contradict each other.
void check_filled(const CompiledProfile& profile, int line, FaultList& faults);

}  // namespace raccordo::codecs
