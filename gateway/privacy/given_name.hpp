// Finds names of persons in source codes and their labels, as far as a list of given names can: people write
// a name where their program has no code. Called by code_masking.
#pragma once

#include <string_view>

namespace raccordo::privacy {

/// True if the text has two or more words, and one of them is a frequent given name in Italy that does not
/// follow a word such as `San` or `Via`. A name of one word, and a name that is not in the list, are not
/// found.
bool holds_given_name(std::string_view text);

}  // namespace raccordo::privacy
