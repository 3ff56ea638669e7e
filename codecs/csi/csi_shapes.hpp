// The tables of csi_structure: kinds of element, their children and their attributes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace raccordo::codecs::xml {

enum class Shape : std::uint8_t {
  leaf,  ///< a data type; its inside is not looked at
  message,
  receiver,
  sender,
  device,
  process,
  subject,
  event,
  person_role,
  patient,
  person,
  citizen,
  organization,
  consultant,
  assigned,
  reason,
  need,
  informant,
  reference,
  observation,
  attender,
  information,
  plan,
  component,
  act,
  performer,
  operator_entity,
  operator_person,
  place,
  goal,
  goal_observation,
  interval,  ///< low, high and their like
  address
};

enum class Use : std::uint8_t { required, optional, unused };

struct ChildRule {
  Shape parent;
  std::string_view name;
  Shape shape;
  Use use;
};

struct AttributeRule {
  Shape shape;
  std::string_view name;
  std::string_view values;      ///< separated by blanks
  Use absence = Use::required;  ///< optional: a warning if it is absent
};

/// Sorted by parent.
std::span<const ChildRule> child_rules();
std::span<const AttributeRule> attribute_rules();

}  // namespace raccordo::codecs::xml
