// Masking: what of a quarantined record may be shown to someone who sees metadata only. Called by app for
// `quarantine show` and the console.
#pragma once

#include <string>
#include <string_view>

#include "model/field.hpp"

namespace raccordo::privacy {

/// The value as it may be shown: dates become their year; codes that hold no identifier, the owner, the
/// record's own id and its version stay; all else (identifiers, residence, money, numbers, texts) becomes
/// `***` whatever its length.
std::string mask_value(model::Field field, std::string_view text);

}  // namespace raccordo::privacy
