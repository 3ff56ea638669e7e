// Masks source codes and labels that contain the identifier or, as far as it can be found (given_name.hpp),
// the name of a person. Called by app, which passes the mask to mapping: no identifier leaves mapping as a
// code.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "model/masked_code.hpp"

namespace raccordo::privacy {

/// `[identificativo N caratteri #DIGEST]` if the text contains one, else the text itself. The same
/// text always has the same form under one key, so that a row of a table can name it. DIGEST: the first 8 hex
/// digits of its HMAC.
std::string mask_code(const base::Hmac& key, std::string_view text);

/// The same as a function; `key` must outlive it.
model::CodeMask code_mask(const base::Hmac& key);
model::CodeMask code_mask(const base::Hmac&& key) = delete;

}  // namespace raccordo::privacy
