// JSON of webhooks: the body of a call, and what administrators and clients see of the outbox.
#pragma once

#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/json.hpp"
#include "store/interface/webhooks.hpp"

namespace raccordo::app {

/// The body of one call: `{"events":[...]}`. Ids and states only.
std::string call_body(const std::vector<store::WebhookEvent>& events);

/// The header `Raccordo-Signature`: `t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY` under the client's
/// key.
std::string call_signature(const base::Hmac& key, base::Instant now, std::string_view body);

/// One webhook; `url` is "" if it is no longer configured.
void write_webhook(base::JsonWriter& writer, const store::WebhookRow& row, std::string_view url);
/// One event with what became of it.
void write_webhook_event(base::JsonWriter& writer, const store::WebhookEvent& event);

}  // namespace raccordo::app
