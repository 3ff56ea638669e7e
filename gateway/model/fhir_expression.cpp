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

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// A position in a list, or a name in letters that begins with a small one.
bool is_shown(std::string_view name) {
  constexpr std::size_t most_digits = 7, most_letters = 64;
  if (!name.empty() && base::is_digits(name)) return name.size() <= most_digits;
  if (name.starts_with('_')) name.remove_prefix(1);
  if (name == "valueBase64Binary") return true;
  return !name.empty() && name.size() <= most_letters && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), is_letter);
}

}  // namespace

std::string shown_fhir_pointer(std::string pointer) {
  for (std::size_t begin = 0; begin < pointer.size();) {
    const auto end = std::min(pointer.find('/', begin + 1), pointer.size());
    if (!is_shown(std::string_view(pointer).substr(begin + 1, end - begin - 1))) {
      pointer.resize(begin);
      break;
    }
    begin = end;
  }
  return pointer;
}

std::string fhir_expression(std::string_view pointer) {
  // Of the Parameters of an operation, around a Bundle; a Bundle has no `parameter`.
  std::string out = pointer.starts_with("/parameter") ? "Parameters" : "Bundle";
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
