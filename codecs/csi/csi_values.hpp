// Lexical rules of the CSI interchange: dates in both orders, amounts, identifiers by shape. Applied by
// csi_events and the checker to every datum, also to those outside the shared record.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace raccordo::codecs::xml {

/// The day of an HL7 time stamp: YYYYMMDD if that is a day of 1850-2100, else DDMMYYYY; four digits are a
/// year, six a month; time of day (HH to HHMMSS, fraction) and zone may follow eight digits. Nothing: not a
/// date.
std::optional<base::Date> read_csi_date(std::string_view text);

/// `-?[0-9]+(\.[0-9]{1,2})?`: no comma, no grouping, no third decimal.
bool is_csi_money(std::string_view text);

/// `-?[0-9]+(\.[0-9]+)?`
bool is_csi_decimal(std::string_view text);

/// Sixteen characters in the order of a codice fiscale, letters of omocodia allowed. Upper case only.
bool has_fiscal_code_shape(std::string_view id);

/// The shape of anything that identifies a person: codice fiscale, STP or ENI and 13 digits, 11 digits.
bool has_person_id_shape(std::string_view id);

}  // namespace raccordo::codecs::xml
