// Reading of JSON written by Raccordo (stored records, sealed fields): every member is checked, so that any
// other text gives a fault and never an assertion. Include from .cpp files of mapping only.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace raccordo::mapping {

using JsonValue = rapidjson::Value;

/// Records whether anything differs from the written form.
class JsonReading {
 public:
  bool is_bad() const { return bad_; }
  void mark_bad() { bad_ = true; }

  /// The member, or null if there is none.
  static const JsonValue* find(const JsonValue& object, std::string_view name) {
    if (!object.IsObject()) return nullptr;
    const auto found = object.FindMember(
        JsonValue(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
    return found == object.MemberEnd() ? nullptr : &found->value;
  }
  /// The text of a member; empty if absent.
  std::string_view text(const JsonValue& object, std::string_view name) {
    const auto* value = find(object, name);
    if (!value) return {};
    if (value->IsString()) return base::view(*value);
    mark_bad();
    return {};
  }
  /// A whole number that is not negative; 0 if absent.
  std::uint64_t number(const JsonValue& object, std::string_view name,
                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
    const auto* value = find(object, name);
    if (!value) return 0;
    if (value->IsUint64() && value->GetUint64() <= most) return value->GetUint64();
    mark_bad();
    return 0;
  }
  /// Calls `read` for each object of a list; an absent list is empty.
  template <class Read>
  void each(const JsonValue& object, std::string_view name, Read read) {
    const auto* list = find(object, name);
    if (!list) return;
    if (!list->IsArray()) return mark_bad();
    for (const auto& item : list->GetArray()) {
      if (item.IsObject()) {
        read(item);
      } else {
        mark_bad();
      }
    }
  }

 private:
  bool bad_ = false;
};

/// Parses without recursion; false if the text is no JSON object.
inline bool parse_object(std::string_view json, rapidjson::Document& document) {
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  return !document.HasParseError() && document.IsObject();
}

}  // namespace raccordo::mapping
