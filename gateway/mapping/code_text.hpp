// Codes as people type and paste them: the same letters in composed and decomposed form (Unicode NFC and
// NFD), with zero-width blanks, soft hyphens or no-break spaces inside, look alike and mean the same. Tables
// and mapper compare codes in one form; messages and worklists show what cannot be seen. Upper and lower case
// stay different.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::mapping {

/// The form in which codes are compared: NFC, without characters that are not shown (Default_Ignorable, such
/// as U+200B and U+00AD), every space an ordinary one, none at the ends. Text that is not UTF-8 stays as it
/// is.
std::string comparable_code(std::string_view code);

/// Whether that changes nothing, told without looking at Unicode; false may still mean that nothing changes.
bool is_plain_code(std::string_view code);

/// With every character that cannot be seen, or is not an ordinary space, as its number: `SAD{U+200B}9`.
std::string visible_code(std::string_view code);

}  // namespace raccordo::mapping
