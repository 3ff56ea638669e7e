// One field of a CSV row as it is written (RFC 4180). Used by extract for tables, and by app for the list of
// senders.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::base {

/// Appends the field, quoted if needed.
void append_field(std::string& row, std::string_view field);

/// The text made harmless for spreadsheets: one that begins like a formula (= + - @, tab, carriage return)
/// gets an apostrophe in front (OWASP, CSV injection). For texts, not for numbers.
std::string harmless(std::string_view text);

}  // namespace raccordo::base
