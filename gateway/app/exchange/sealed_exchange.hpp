// The sealed parts of an exchange, each bound to its exchange and its place. Called by the rooms that send,
// show and export exchanges; the store never opens them. Damage is base::StoredDamage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/case_record.hpp"
#include "privacy/keys.hpp"
#include "store/interface/exchanges.hpp"

namespace raccordo::app {

/// What the sender wrote, and what identifies the document.
struct ExchangeLetter {
  std::string legal_basis, contact;
  std::string expires;  ///< the last day
  std::string format;   ///< of the document, as in profiles
  std::string digest;   ///< SHA-256 of the document in hex
  std::uint64_t bytes = 0;
};

std::string seal_letter(const privacy::Sealer& sealer, std::string_view id, const ExchangeLetter& letter);
ExchangeLetter open_letter(const privacy::Sealer& sealer, const store::ExchangeRow& row);

std::string seal_case(const privacy::Sealer& sealer, std::string_view id, const model::CaseRecord& record);
/// With person.id.
model::CaseRecord open_case(const privacy::Sealer& sealer, std::string_view id, std::string_view sealed);

/// Texts: the document as sent, the reason of a refusal, the record's id at the sender.
enum class ExchangeText : std::uint8_t { document, reason, record_id };
std::string seal_text(const privacy::Sealer& sealer, std::string_view id, ExchangeText which,
                      std::string_view plain);
std::string open_text(const privacy::Sealer& sealer, std::string_view id, ExchangeText which,
                      std::string_view sealed);

}  // namespace raccordo::app
