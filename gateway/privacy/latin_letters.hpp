// The letters and digits that a person reads in a text, as plain Latin ones. Identifiers are searched in this
// form, so that a letter of another alphabet or an invisible character hides none. Called by
// identifier_in_text.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::privacy {

/// `text` in capitals, without accents and invisible characters; full-width and other styled letters and
/// digits, and Cyrillic and Greek letters that look like Latin ones, as the Latin ones; every other character
/// beyond ASCII as a blank, or as the byte 0x80 if it is a letter or digit. Bytes that are not UTF-8 are
/// unchanged. Pure.
std::string latin_letters(std::string_view text);

}  // namespace raccordo::privacy
