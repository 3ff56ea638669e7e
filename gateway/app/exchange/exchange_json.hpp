// The JSON forms of exchanges (schemas/openapi.yaml, Exchange). Include from .cpp files only (RapidJSON).
// Called by the routes and by the export of a person's data.
#pragma once

#include <string>
#include <vector>

#include "app/problem/language.hpp"
#include "base/json.hpp"
#include "model/issue.hpp"
#include "privacy/keys.hpp"
#include "store/interface/exchanges.hpp"

namespace raccordo::app {

/// The row as it is at `now`: EXPIRED if its time is over, whether or not that was written already.
store::ExchangeRow as_of(store::ExchangeRow row, base::Instant now);

/// The members of an exchange, into an open object. `row` as from as_of.
void write_exchange_members(base::JsonWriter& writer, const store::ExchangeRow& row,
                            const privacy::Sealer& sealer);
/// `issues`: of the document just sent; none otherwise.
std::string exchange_json(const store::ExchangeRow& row, const privacy::Sealer& sealer,
                          const std::vector<model::Issue>& issues = {}, Language language = Language::en);
/// `{"items","next","unread"}`; `unread` null: not the recipient's box.
std::string exchanges_json(const std::vector<store::ExchangeRow>& rows, std::string_view next,
                           const std::vector<store::UnreadExchanges>* unread, const privacy::Sealer& sealer);

}  // namespace raccordo::app
