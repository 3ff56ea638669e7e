// Short names for RapidJSON's writer. Include from .cpp files only.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace raccordo::base {

using JsonBuffer = rapidjson::StringBuffer;
using JsonWriter = rapidjson::Writer<JsonBuffer>;

inline void key(JsonWriter& writer, std::string_view name) {
  writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}
inline void text(JsonWriter& writer, std::string_view value) {
  writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}
inline void put(JsonWriter& writer, std::string_view name, std::string_view value) {
  key(writer, name);
  text(writer, value);
}
/// Numbers of any width; a truth value is no number.
template <std::integral Number>
void put_number(JsonWriter& writer, std::string_view name, Number number) {
  static_assert(!std::same_as<Number, bool>);
  key(writer, name);
  if constexpr (std::is_signed_v<Number>)
    writer.Int64(number);
  else
    writer.Uint64(number);
}
/// Writes the member only if there is something to write.
inline void put_if(JsonWriter& writer, std::string_view name, std::string_view value) {
  if (!value.empty()) put(writer, name, value);
}
inline std::string_view view(const JsonBuffer& buffer) { return {buffer.GetString(), buffer.GetSize()}; }
inline std::string_view view(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

}  // namespace raccordo::base
