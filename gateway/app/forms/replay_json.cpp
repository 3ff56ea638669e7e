#include "app/forms/replay_json.hpp"

#include "base/json.hpp"

namespace raccordo::app {

std::string replay_json(const store::ReplayRow& row) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  const auto count = [&](std::string_view name, std::uint64_t value) {
    base::key(writer, name);
    writer.Uint64(value);
  };
  writer.StartObject();
  base::put(writer, "id", row.id);
  base::put(writer, "state", to_string(row.state));
  base::put(writer, "kind", to_string(row.kind));
  base::put(writer, "source", row.source);
  base::put_if(writer, "table", row.table);
  if (!row.codes.empty()) {
    base::key(writer, "codes");
    writer.StartArray();
    for (const auto& code : row.codes) base::text(writer, code);
    writer.EndArray();
  }
  count("total", row.total);
  count("remaining", row.remaining());
  count("succeeded", row.succeeded);
  count("failed", row.failed);
  base::put(writer, "started_by", row.actor);
  base::put_if(writer, "reason", row.reason);
  base::put(writer, "created_at", base::to_string(row.created_at));
  if (row.ended_at) base::put(writer, "ended_at", base::to_string(*row.ended_at));
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
