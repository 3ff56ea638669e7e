// Finds identifiers of persons in texts that must not contain them: reasons, names of records, source codes
// and their labels. Called before such a text is stored or shown.
#pragma once

#include <string_view>

namespace raccordo::privacy {

/// True if a word of the text has the shape of a codice fiscale (omocodia included), STP or ENI code, in any
/// case, or is a valid provisional code (11 digits with their check digit); or if the letters and digits of
/// the text, without all other characters, contain a valid codice fiscale, or an STP or ENI code, written in
/// groups or joined to something else. Letters that look like Latin ones count as those, and invisible
/// characters not at all (latin_letters.hpp). Names cannot be found.
bool holds_identifier(std::string_view text);

}  // namespace raccordo::privacy
