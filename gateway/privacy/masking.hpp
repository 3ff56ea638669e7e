// Masking: what clients with `see-metadata` may see of a quarantined record. Called by app for `quarantine
// show` and the API.
#pragma once

#include <string>
#include <string_view>

#include "model/field.hpp"

namespace raccordo::privacy {

/// The value as it may be shown: dates become their year; codes without an identifier, the owner, the
/// record's own id and its version are unchanged; everything else (identifiers, residence, amounts, numbers,
/// texts) becomes `***` whatever its length.
std::string mask_value(model::Field field, std::string_view text);

}  // namespace raccordo::privacy
