// Seals a case that was read for its recipient: what the store keeps of a new exchange. Called by the route.
// Pure, but for the random numbers of sealing and of the id.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/exchange/exchange_order.hpp"
#include "app/exchange/sent_case.hpp"
#include "app/rules/keyring.hpp"
#include "store/interface/exchanges.hpp"

namespace raccordo::app {

struct ExchangeParcel {
  const ExchangeOrder& order;
  const SentCase& sent;
  std::string_view document;  ///< as sent, without content coding
  model::DocumentFormat format = model::DocumentFormat::json;
  std::string sender;              ///< name of the client
  std::optional<std::string> key;  ///< keyed digest of the idempotency key
};

store::NewExchange seal_exchange(const ExchangeParcel& parcel, const Keyring& keys, base::Instant now);

}  // namespace raccordo::app
