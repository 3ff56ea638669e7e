#include "extract/collection.hpp"

#include "extract/json_stat_parts.hpp"

namespace raccordo::extract {

std::string write_collection(std::string_view label, const Document& document,
                             const std::vector<CollectionItem>& items) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  put_head(writer, "collection", label, document);
  base::key(writer, "link");
  writer.StartObject();
  base::key(writer, "item");
  writer.StartArray();
  for (const auto& item : items) {
    writer.StartObject();
    base::put(writer, "class", item.of_class);
    base::put(writer, "href", item.href);
    base::put(writer, "label", item.label_it);
    base::key(writer, "extension");
    writer.StartObject();
    base::put(writer, "label_en", item.label_en);
    writer.EndObject();
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::extract
