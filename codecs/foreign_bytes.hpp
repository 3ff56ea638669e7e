// Recognises by its first bytes a document of another format than declared: a compressed file, a workbook, a
// PDF, a web page, another encoding. Such a document is refused with one issue that names it; its faults in
// the declared format would explain nothing. Used by decode for every format.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "codecs/compiled_profile.hpp"
#include "codecs/decoder.hpp"

namespace raccordo::codecs {

/// Number of bytes to examine: the entries of a workbook's archive are within them.
inline constexpr std::size_t kTellingBytes = 4096;

/// What the document is and what to do; nothing if `head`, its first bytes, may be of the format. XML
/// determines its encoding itself. `encoding`: of the profile, upper case; empty for UTF-8.
std::optional<std::string> foreign_content(std::string_view head, model::DocumentFormat format,
                                           std::string_view encoding);

}  // namespace raccordo::codecs
