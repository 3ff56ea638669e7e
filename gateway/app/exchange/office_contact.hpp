// The words of an exchange for people: an office, never a person. Called by read_order. Pure.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::app {

/// Maximum length in bytes.
inline constexpr std::size_t kContactBytes = 200;

/// That a text has an e-mail address that names no office, or the title of a person, as a sentence with
/// `name`; "" if not.
std::string person_in_words(std::string_view name, std::string_view text);

/// What is wrong with a contact, as a sentence; "" if nothing. Refused: identifiers of persons, e-mail
/// addresses that do not name an office, titles of persons, characters that cannot be seen. A name alone
/// cannot be recognised.
std::string fault_of_contact(std::string_view text);

}  // namespace raccordo::app
