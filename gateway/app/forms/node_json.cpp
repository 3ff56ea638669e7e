#include "app/forms/node_json.hpp"

namespace raccordo::app {

void write_node(base::JsonWriter& writer, const store::NodeRow& node) {
  writer.StartObject();
  base::put(writer, "node", node.name);
  base::key(writer, "live");
  writer.Bool(node.is_live);
  base::put(writer, "program", node.program);
  base::put_number(writer, "tables", node.generation);
  base::put(writer, "started_at", base::to_string(node.started_at));
  base::put(writer, "counts_until", base::to_string(node.until));
  writer.EndObject();
}

}  // namespace raccordo::app
