// The states of an exchange between two bodies (docs/exchange.md#states) and the steps between them.
// Independent of the store; used by the files of sqlite/ and the routes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace raccordo::store {

/// SENT: it lies in the recipient's box. FETCHED: the recipient's program has its document. The others are
/// ends: ACCEPTED, taken over by the recipient; REFUSED by the recipient; EXPIRED, nobody decided in time;
/// WITHDRAWN by the sender.
enum class ExchangeState : std::uint8_t { sent, fetched, accepted, refused, expired, withdrawn };
inline constexpr std::size_t kExchangeStates = 6;
std::string_view to_string(ExchangeState state);  // "SENT", "FETCHED", ...
std::optional<ExchangeState> parse_exchange_state(std::string_view text);

enum class ExchangeAct : std::uint8_t { fetch, accept, refuse, expire, withdraw };
inline constexpr std::size_t kExchangeActs = 5;
/// As in the audit after `exchange.`: "fetch", "accept", ...
std::string_view to_string(ExchangeAct act);

/// The state after the act; nothing if it is not possible from here. The document may be fetched again, also
/// after acceptance, which changes nothing.
std::optional<ExchangeState> next_state(ExchangeState from, ExchangeAct act);

/// SENT or FETCHED: it may still be decided.
inline bool is_open(ExchangeState state) { return state <= ExchangeState::fetched; }

}  // namespace raccordo::store
