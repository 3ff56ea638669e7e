// The case of an exchange in the form that its recipient asks for (docs/exchange.md#the-document). Called by
// the route, before the exchange counts as fetched. Pure.
#pragma once

#include <optional>
#include <string>

#include "app/problem/problem.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "base/result.hpp"
#include "store/interface/exchanges.hpp"

namespace raccordo::app {

enum class ExchangeForm : std::uint8_t { shared_json, own_json, hl7_v3, original };

struct RenderedCase {
  std::string text;
  std::optional<std::size_t> untranslated;  ///< how many values have no code; nothing: none was translated
};

/// `own_source`: of own_json, the recipient's source whose codes are used. The problem is `not-expressible`,
/// or `unknown-source`: the installation has no `health-portal`, or no such source.
base::Result<RenderedCase, Problem> exchange_document(const store::ExchangeRow& row,
                                                      const store::ExchangeCase& content, ExchangeForm form,
                                                      std::string_view own_source, const ActiveTables& tables,
                                                      const Keyring& keys);

}  // namespace raccordo::app
