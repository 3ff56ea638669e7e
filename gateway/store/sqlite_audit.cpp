#include "store/sqlite_audit.hpp"

#include "base/json.hpp"

namespace raccordo::store {
namespace {

std::string details_json(const AuditEvent& event) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  for (const auto& [name, value] : event.details) base::put(writer, name, value);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace

void append_audit(Connection& db, const AuditEvent& event) {
  std::int64_t last = 0;
  base::Digest before{};
  {
    auto query = db.query("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
    if (query.step()) {
      last = query.integer(0);
      before = query.digest(1);
    }
  }
  const auto hash = chain_hash(before, last + 1, event);
  db.run(
      "INSERT INTO audit (seq, at, actor, action, object, reason, details, hash)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      last + 1, event.at, event.actor, event.action, event.object, event.reason, details_json(event),
      Blob{base::as_bytes(hash)});
}

}  // namespace raccordo::store
