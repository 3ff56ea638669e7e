#include "store/audit_chain.hpp"

#include "base/json.hpp"

namespace raccordo::store {

std::string canonical(const AuditEvent& event) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "at");
  writer.Int64(event.at.micros);
  base::put(writer, "actor", event.actor);
  base::put(writer, "action", event.action);
  base::put(writer, "object", event.object);
  base::put(writer, "reason", event.reason);
  base::key(writer, "details");
  writer.StartObject();
  for (const auto& [name, value] : event.details) base::put(writer, name, value);
  writer.EndObject();
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string details_json(const AuditEvent& event) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  for (const auto& [name, value] : event.details) base::put(writer, name, value);
  writer.EndObject();
  return std::string(base::view(buffer));
}

base::Digest chain_hash(const base::Digest& before, std::int64_t seq, const AuditEvent& event) {
  base::Sha256 hash;
  hash.update(base::as_bytes(before));
  hash.update(std::to_string(seq));
  hash.update("\n");
  hash.update(canonical(event));
  return hash.finish();
}

}  // namespace raccordo::store
