#include "model/fhir_expression.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "model/fhir_types.hpp"

namespace raccordo::model {
namespace {

/// Elements with a choice of types in the resources of cases. Others keep their name in JSON.
constexpr std::array<std::string_view, 9> kChoices = {"value",     "occurrence", "performed",
                                                      "effective", "onset",      "abatement",
                                                      "deceased",  "asNeeded",   "scheduled"};

constexpr std::array<std::string_view, 19> kPrimitives = {
    "Base64Binary", "Boolean",     "Canonical", "Code",     "Date", "DateTime",    "Decimal",
    "Id",           "Instant",     "Integer",   "Markdown", "Oid",  "PositiveInt", "String",
    "Time",         "UnsignedInt", "Uri",       "Url",      "Uuid"};

std::string type_name(std::string_view end) {
  std::string out(end);
  const bool is_primitive = std::find(kPrimitives.begin(), kPrimitives.end(), end) != kPrimitives.end();
  if (is_primitive) out.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(out.front())));
  return out;
}

std::string element(std::string_view name) {
  if (name.starts_with('_')) name.remove_prefix(1);
  for (const auto choice : kChoices) {
    if (!name.starts_with(choice) || !is_choice_type(name.substr(choice.size()))) continue;
    return std::string(choice) + ".ofType(" + type_name(name.substr(choice.size())) + ")";
  }
  return std::string(name);
}

}  // namespace

std::string fhir_expression(std::string_view pointer) {
  std::string out = "Bundle";
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto name = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(name.size());
    if (!name.empty() && base::is_digits(name))
      out.append("[").append(name).append("]");
    else
      out.append(".").append(element(name));
  }
  return out;
}

}  // namespace raccordo::model
