// How webhooks are called: which events share a call, its address and headers, and what follows from its end.
// Pure functions; WebhookSender uses them.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "intake/clients.hpp"
#include "net/https_caller.hpp"
#include "store/interface/webhooks.hpp"

namespace raccordo::app {

/// Events of records that are told in one call at most.
inline constexpr std::size_t kEventsOfACall = 100;
/// After so many answers 3xx or 4xx to one event it is given up.
inline constexpr std::uint64_t kMostRefusals = 12;

/// The events of the next call, from the oldest pending ones: several of records together, any other alone.
std::vector<store::WebhookEvent> take_call(std::vector<store::WebhookEvent> pending);

/// The call. A `reply_to` that no longer lies below the client's address is not called; the address itself
/// is.
net::Call make_call(const std::vector<store::WebhookEvent>& events, const intake::WebhookTarget& target,
                    const base::Hmac& key, base::Instant now, std::shared_ptr<const net::CallRules> rules);

/// For logs, `WebhookRow::answer`: `204`, `timeout`, ...
std::string answer_of(const net::CallResult& result);
/// For metrics: delivered, gone, refused (3xx, 4xx), failed (5xx and other), or the words of net::CallEnd.
std::string_view outcome_of(const net::CallResult& result);

/// Seconds until the next try after that many failures in a row: 5, doubled each time, at most an hour.
/// `chance` in [0, 1) takes away up to half, so that receivers that failed together are not called together.
std::chrono::seconds pause_after(std::uint64_t failures, double chance);

/// What the store is told. `failures` in a row before this call, `attempts` of its first event before it.
store::WebhookSettlement settlement_of(const std::vector<store::WebhookEvent>& events,
                                       const net::CallResult& result, std::uint64_t failures,
                                       base::Instant now, double chance);

}  // namespace raccordo::app
