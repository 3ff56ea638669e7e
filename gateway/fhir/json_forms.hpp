// Members common to many FHIR resources. Include from .cpp files of fhir only (RapidJSON).
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "fhir/names.hpp"

namespace raccordo::fhir {

using base::JsonBuffer;
using base::JsonWriter;

/// A JSON object between its braces.
template <class Members>
void object(JsonWriter& writer, Members members) {
  writer.StartObject();
  members();
  writer.EndObject();
}

/// A member that is an object.
template <class Members>
void object(JsonWriter& writer, std::string_view name, Members members) {
  base::key(writer, name);
  object(writer, members);
}

/// A member that is a list.
template <class Items>
void list(JsonWriter& writer, std::string_view name, Items items) {
  base::key(writer, name);
  writer.StartArray();
  items();
  writer.EndArray();
}

/// `resourceType`, `id`, `url`.
inline void put_identity(JsonWriter& writer, std::string_view type, std::string_view id,
                         std::string_view url) {
  base::put(writer, "resourceType", type);
  base::put(writer, "id", id);
  base::put(writer, "url", url);
}

/// `publisher` and `date` of a canonical resource.
inline void put_publication(JsonWriter& writer, const Publisher& publisher) {
  writer.Key("experimental");
  writer.Bool(false);
  base::put_if(writer, "date", publisher.date);
  base::put_if(writer, "publisher", publisher.name);
}

inline std::string text_of(const JsonBuffer& buffer) { return std::string(base::view(buffer)); }

}  // namespace raccordo::fhir
