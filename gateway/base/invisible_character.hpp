// invisible_character: finds characters that cannot be seen, or that change the order in which a text is
// shown. Nobody types them; in a reason, a note or a title they make a text look like another one. Used by
// app for texts that people type, and by mapping, aggregate and codecs for the files of administrators.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace raccordo::base {

/// Whether line ends and tabs are found, too.
enum class Lines : std::uint8_t { one, several };

/// The first control character (C0, C1, DEL), line or paragraph separator, bidirectional mark, embedding,
/// override or isolate (Unicode UAX #9), or character without width (U+200B, U+2060, U+FEFF), as `U+202E`;
/// nothing if there is none. Joiners (U+200C, U+200D) belong to words of some scripts and are not found.
/// `text` is UTF-8; bytes that are not are passed over.
std::optional<std::string> invisible_character(std::string_view text, Lines lines = Lines::one);

}  // namespace raccordo::base
