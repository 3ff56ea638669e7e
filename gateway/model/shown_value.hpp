// The form in which a message repeats a value that could not be read. Used by codecs and mapping for dates,
// amounts, numbers and versions, so that all of them treat personal data alike.
#pragma once

#include <string>
#include <string_view>

#include "model/field.hpp"
#include "model/masked_code.hpp"

namespace raccordo::model {

/// The value in quotes; `...` ends one of more than 40 bytes. Shown otherwise:
/// - a text that holds an identifier: the form that `mask` gives it. Without a mask, any text with 11 or more
///   letters and digits of which one is a digit, since nobody can say what it holds;
/// - a text that may hold a name (a word of three or more letters that begins with a capital): its length;
/// - a birth date: its shape, every digit as `#`, every letter as `x`;
/// - bytes that are no UTF-8, and control characters: `a value that is no text`.
std::string shown_value(Field field, std::string_view text, const CodeMask& mask);

}  // namespace raccordo::model
