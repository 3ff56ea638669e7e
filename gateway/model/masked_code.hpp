// The form in which a source code that looks like the identifier of a person is shown outside sealed
// contents: `[identificativo 16 caratteri #1a2b3c4d]`. Written by privacy; mapping tables may name such a
// code by this form, and mapping offers no suggestions for it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace raccordo::model {

inline constexpr std::string_view kMaskedCodeBegin = "[identificativo ";

/// Returns the masked form of a text that contains an identifier, and any other text unchanged. None: no
/// masking.
using CodeMask = std::function<std::string(std::string_view)>;

/// True if the whole text has that form, so that no identifier can follow its beginning.
bool is_masked_code(std::string_view text);

}  // namespace raccordo::model
