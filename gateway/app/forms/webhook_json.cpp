#include "app/forms/webhook_json.hpp"

#include "base/text.hpp"

namespace raccordo::app {
namespace {

using Kind = store::WebhookEventKind;

std::string_view name_of_object(Kind kind) {
  switch (kind) {
    case Kind::submission_ended:
    case Kind::record_left:
      return "submission";
    case Kind::replay_ended:
      return "replay";
    case Kind::exchange_changed:
      return "exchange";
  }
  return "";
}

void write_what(base::JsonWriter& writer, const store::WebhookEvent& event) {
  base::put(writer, "id", event.id);
  base::put(writer, "type", to_string(event.kind));
  base::put(writer, "at", base::to_string(event.at));
  base::put_if(writer, "source", event.source);
  base::put(writer, name_of_object(event.kind), event.object);
  if (event.kind == Kind::record_left) {
    base::key(writer, "record");
    writer.Int64(event.number);
    base::put_if(writer, "record_id", event.record_id);
    base::put(writer, "outcome", event.outcome);
  } else {
    base::put(writer, "state", event.outcome);
  }
}

void write_count(base::JsonWriter& writer, std::string_view name, std::uint64_t value) {
  base::key(writer, name);
  writer.Uint64(value);
}

}  // namespace

std::string call_body(const std::vector<store::WebhookEvent>& events) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "events");
  writer.StartArray();
  for (const auto& event : events) {
    writer.StartObject();
    write_what(writer, event);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string call_signature(const base::Hmac& key, base::Instant now, std::string_view body) {
  const auto seconds = std::to_string(now.micros / 1'000'000);
  const auto digest = key.compute(seconds + "." + std::string(body));
  return "t=" + seconds + ",v1=" + base::to_hex(base::as_bytes(digest));
}

void write_webhook(base::JsonWriter& writer, const store::WebhookRow& row, std::string_view url) {
  writer.StartObject();
  base::put(writer, "client", row.client);
  base::put(writer, "state", to_string(row.state));
  base::key(writer, "configured");
  writer.Bool(row.configured);
  base::put_if(writer, "url", url);
  if (!row.actor.empty()) {
    base::put(writer, "changed_at", base::to_string(row.changed_at));
    base::put(writer, "changed_by", row.actor);
    base::put_if(writer, "reason", row.reason);
  }
  write_count(writer, "pending", row.pending);
  write_count(writer, "given_up", row.given_up);
  write_count(writer, "failures", row.failures);
  if (row.oldest) base::put(writer, "waiting_since", base::to_string(*row.oldest));
  if (row.tried_at) base::put(writer, "last_call_at", base::to_string(*row.tried_at));
  base::put_if(writer, "last_answer", row.answer);
  // One that is paused or stopped is not called until somebody resumes it.
  if (row.state == store::WebhookState::active && row.pending > 0 && row.next_at.micros > 0)
    base::put(writer, "next_call_at", base::to_string(row.next_at));
  writer.EndObject();
}

void write_webhook_event(base::JsonWriter& writer, const store::WebhookEvent& event) {
  writer.StartObject();
  write_what(writer, event);
  base::put(writer, "delivery", to_string(event.end));
  write_count(writer, "attempts", event.attempts);
  if (event.ended_at) base::put(writer, "ended_at", base::to_string(*event.ended_at));
  writer.EndObject();
}

}  // namespace raccordo::app
