// Finds identifiers of persons in texts that people write where none belong: reasons, names of records.
// Called by app before such a text is kept in the audit.
#pragma once

#include <string_view>

namespace raccordo::privacy {

/// True if a word of the text has the shape of a codice fiscale, STP or ENI code, in any case, or is a valid
/// provisional code.
bool holds_identifier(std::string_view text);

}  // namespace raccordo::privacy
