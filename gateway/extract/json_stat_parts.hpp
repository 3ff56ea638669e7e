// Parts that datasets and collections of JSON-stat share. Internal to extract/.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "extract/document.hpp"
#include "extract/render.hpp"

namespace raccordo::extract {

inline void put_list(base::JsonWriter& writer, std::string_view name,
                     const std::vector<std::string_view>& texts) {
  base::key(writer, name);
  writer.StartArray();
  for (const auto text : texts) base::text(writer, text);
  writer.EndArray();
}

/// version, class, label, href, source and updated.
inline void put_head(base::JsonWriter& writer, std::string_view of_class, std::string_view label,
                     const Document& document) {
  base::put(writer, "version", "2.0");
  base::put(writer, "class", of_class);
  base::put_if(writer, "href", document.href);
  base::put(writer, "label", label);
  base::put_if(writer, "source", document.source);
  base::put_if(writer, "updated", updated_text(document));
}

}  // namespace raccordo::extract
