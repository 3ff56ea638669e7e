// The form of every list of the API: `items`, and `next`, the cursor of the following page or null. Include
// from .cpp files only (RapidJSON).
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace raccordo::app {

/// The member `next`.
inline void write_next(base::JsonWriter& writer, std::string_view cursor) {
  base::key(writer, "next");
  if (cursor.empty())
    writer.Null();
  else
    base::text(writer, cursor);
}

/// The members `items` and `next` of an object that may have more. `write(writer, item)` writes one item.
template <class Items, class Write>
void write_page(base::JsonWriter& writer, const Items& items, std::string_view next, const Write& write) {
  base::key(writer, "items");
  writer.StartArray();
  for (const auto& item : items) write(writer, item);
  writer.EndArray();
  write_next(writer, next);
}

/// `{"items":[...],"next":...}`.
template <class Items, class Write>
std::string page_json(const Items& items, std::string_view next, const Write& write) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_page(writer, items, next, write);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
