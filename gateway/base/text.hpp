// Text functions used by every stage.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::base {

/// Without leading and trailing blanks (space, tab, CR, LF, no-break space U+00A0).
std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);
std::string to_upper_ascii(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
bool is_digits(std::string_view text);

/// The offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates included), or
/// nothing if all are valid.
std::optional<std::size_t> find_bad_utf8(std::string_view text);

/// Levenshtein distance on bytes; stops early above `limit` and then returns limit + 1.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit = 8);

/// The candidate nearest to `wrong` if it is near enough for a misspelling (a third of its length), else "".
std::string nearest_name(std::string_view wrong, std::span<const std::string_view> candidates);

std::string to_hex(std::string_view bytes);
/// Hex without case; nothing if a character is not hex or the length is odd.
std::optional<std::string> from_hex(std::string_view hex);

/// RFC 3986 percent-decoding; nothing if a `%` is not followed by two hex digits.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace raccordo::base
