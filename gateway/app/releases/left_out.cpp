#include "app/releases/left_out.hpp"

#include "base/json.hpp"

namespace raccordo::app {

std::string with_left_out(std::string metadata, const std::vector<aggregate::TableLeftOut>& left_out) {
  if (left_out.empty()) return metadata;
  rapidjson::Document document;
  document.Parse(metadata.c_str());
  auto& allocator = document.GetAllocator();
  rapidjson::Value list(rapidjson::kArrayType);
  for (const auto& [id, reason] : left_out) {
    rapidjson::Value table(rapidjson::kObjectType);
    table.AddMember("id", rapidjson::Value(id.c_str(), allocator), allocator);
    table.AddMember("reason", rapidjson::Value(reason.c_str(), allocator), allocator);
    list.PushBack(table, allocator);
  }
  document.AddMember("left_out", list, allocator);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  document.Accept(writer);
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
