#include "app/forms/audit_forms.hpp"

#include "app/forms/page_json.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

void write_entry(base::JsonWriter& writer, const store::AuditEntry& entry) {
  writer.StartObject();
  base::put_number(writer, "seq", entry.seq);
  base::put(writer, "at", base::to_string(entry.event.at));
  base::put(writer, "actor", entry.event.actor);
  base::put(writer, "action", entry.event.action);
  base::put(writer, "object", entry.event.object);
  base::put_if(writer, "reason", entry.event.reason);
  base::key(writer, "details");
  writer.StartObject();
  for (const auto& [name, value] : entry.event.details) base::put(writer, name, value);
  writer.EndObject();
  base::put(writer, "hash", base::to_hex(base::as_bytes(entry.hash)));
  writer.EndObject();
}

void write_head(base::JsonWriter& writer, const store::AuditHead& head) {
  base::key(writer, "head");
  if (head.seq == 0) {
    writer.Null();
    return;
  }
  writer.StartObject();
  base::put_number(writer, "seq", head.seq);
  base::put(writer, "hash", base::to_hex(base::as_bytes(head.hash)));
  if (head.at.micros != 0) base::put(writer, "at", base::to_string(head.at));
  writer.EndObject();
}

std::string chain_in_words(const store::AuditBreak& broken) {
  const auto number = std::to_string(broken.seq);
  switch (broken.fault) {
    case store::AuditFault::missing:
      return "entry " + number + " is missing";
    case store::AuditFault::reordered:
      return "entry " + number + " was written as entry " + std::to_string(broken.written_as) +
             ": entries changed places";
    case store::AuditFault::changed:
      break;
  }
  return "entry " + number + " does not follow from the one before it: one of the two was changed";
}

}  // namespace

std::string audit_page_json(const store::Page<store::AuditEntry>& page, const store::AuditHead& head) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_page(writer, page.items, page.next, write_entry);
  write_head(writer, head);
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string audit_line(const store::AuditEntry& entry) {
  std::string line = std::to_string(entry.seq);
  for (const auto& part : {base::to_string(entry.event.at), entry.event.actor, entry.event.action,
                           entry.event.object, entry.event.reason}) {
    if (!part.empty()) line += "  " + part;
  }
  for (const auto& [name, value] : entry.event.details)
    line.append("  ").append(name).append("=").append(value);
  return line;
}

std::string audit_check_json(const store::AuditCheck& check) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "whole");
  writer.Bool(!check.broken);
  base::put_number(writer, "entries", check.entries);
  base::put_number(writer, "first", check.first);
  write_head(writer, check.head);
  base::key(writer, "heads");
  writer.StartObject();
  base::put_number(writer, "agree", static_cast<std::int64_t>(check.heads_agree));
  base::put_number(writer, "too_old", static_cast<std::int64_t>(check.heads_too_old));
  writer.EndObject();
  base::key(writer, "broken");
  if (check.broken) {
    writer.StartObject();
    base::put_number(writer, "seq", check.broken->seq);
    base::put(writer, "fault", store::to_string(check.broken->fault));
    base::put(writer, "witness", store::to_string(check.broken->witness));
    if (check.broken->written_as != 0) base::put_number(writer, "written_as", check.broken->written_as);
    base::put(writer, "message", in_words(*check.broken));
    writer.EndObject();
  } else {
    writer.Null();
  }
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string in_words(const store::AuditBreak& broken) {
  const auto number = std::to_string(broken.seq);
  switch (broken.witness) {
    case store::AuditWitness::head:
      if (broken.fault == store::AuditFault::missing) {
        return "entry " + number +
               " is missing: a head kept elsewhere names entries that are missing, so the end was cut off or "
               "an older copy of the store was restored";
      }
      return "entry " + number +
             " is not the one whose head was kept elsewhere: the chain was rewritten from there or earlier";
    case store::AuditWitness::anchor:
      return "the entries up to " + number + " are missing, and no entry says that retention deleted them";
    case store::AuditWitness::chain:
      break;
  }
  return chain_in_words(broken);
}

}  // namespace raccordo::app
