// What a sender asks for with an exchange, checked: whether the configuration allows it, to which office, on
// which legal basis, until when (docs/exchange.md#sending). Called by the route. Pure.
#pragma once

#include <string>
#include <string_view>

#include "app/problem/problem.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "intake/clients.hpp"

namespace raccordo::app {

/// As in the request.
struct AskedExchange {
  std::string_view to, source, purpose, legal_basis, expires, contact;
};

struct ExchangeOrder {
  std::string recipient, office;  ///< `office` "": the body
  std::string source, purpose, legal_basis, contact;
  base::Date expires;        ///< the last day
  base::Instant expires_at;  ///< its end, in the zone of the installation
};

inline constexpr std::string_view kTransfer = "transfer";
/// Whether it is transfer, joint-charge or information.
bool is_exchange_purpose(std::string_view word);

/// The order, or what is wrong: `bad-request`, `bad-reason` (the legal basis), `bad-contact`,
/// `exchange-not-allowed`, `unknown-office`, `missing-right` (another's source), `unknown-source` is for the
/// caller to find. Whether a client exists is not said: who is not listed is not allowed.
base::Result<ExchangeOrder, Problem> read_order(const AskedExchange& asked, const intake::Client& sender,
                                                const intake::ClientSet& clients, base::Instant now);

}  // namespace raccordo::app
