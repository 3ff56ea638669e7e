// The contact of an exchange: an office, never a person. Called by read_order. Pure.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::app {

/// Maximum length in bytes.
inline constexpr std::size_t kContactBytes = 200;

/// What is wrong with a contact, as a sentence; "" if nothing. Refused: identifiers of persons, e-mail
/// addresses that do not name an office, titles of persons, characters that cannot be seen. A name alone
/// cannot be recognised.
std::string fault_of_contact(std::string_view text);

}  // namespace raccordo::app
