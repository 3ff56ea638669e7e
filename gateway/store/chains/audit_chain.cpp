#include "store/chains/audit_chain.hpp"

#include <algorithm>
#include <charconv>

#include "base/json.hpp"
#include "base/text.hpp"

namespace raccordo::store {

std::string to_string(const AuditHead& head) {
  return std::to_string(head.seq) + ":" + base::to_hex(base::as_bytes(head.hash));
}

std::optional<AuditHead> parse_head(std::string_view text) {
  AuditHead head;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, head.seq);
  if (error != std::errc() || rest == end || *rest != ':' || head.seq < 0) return std::nullopt;
  const auto hash = base::from_hex(text.substr(static_cast<std::size_t>(rest - text.data()) + 1));
  if (!hash || hash->size() != head.hash.size()) return std::nullopt;
  std::copy(hash->begin(), hash->end(), head.hash.begin());
  return head;
}

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
