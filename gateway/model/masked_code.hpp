// How a source code that looks like the identifier of a person is named everywhere outside sealed contents:
// `[identificativo 16 caratteri #1a2b3c4d]`. Written by privacy; known to mapping, whose tables may name such
// a code by this form, and which offers no suggestions for it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace raccordo::model {

inline constexpr std::string_view kMaskedCodeBegin = "[identificativo ";

/// Gives the masked form of a text that holds an identifier, and any other text as it is. None: no masking.
using CodeMask = std::function<std::string(std::string_view)>;

/// The whole text is of that form, so that no identifier hides behind its beginning.
bool is_masked_code(std::string_view text);

}  // namespace raccordo::model
