// Comparison of codes: the same letters in composed and decomposed form (Unicode NFC and NFD), with
// zero-width blanks, soft hyphens or no-break spaces, look alike and have the same meaning. Tables and mapper
// compare codes in one form; messages and worklists show invisible characters. Upper and lower case are
// different.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::mapping {

/// The form in which codes are compared: NFC, without invisible characters (Default_Ignorable, such as U+200B
/// and U+00AD), every space an ordinary one, none at the ends. Text that is not UTF-8 is unchanged.
std::string comparable_code(std::string_view code);

/// True if that changes nothing, determined without Unicode tables; false may still mean that nothing
/// changes.
bool is_plain_code(std::string_view code);

/// With every invisible character or special space as its number: `SAD{U+200B}9`.
std::string visible_code(std::string_view code);

}  // namespace raccordo::mapping
