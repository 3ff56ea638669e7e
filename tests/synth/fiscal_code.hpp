// Makes identifiers of invented people: codice fiscale (DM 23.12.1976), STP, ENI, 11-digit provisional code.
// Deliberately independent of gateway/privacy, so that each tests the other. Called by people.cpp.
#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace raccordo::synth {

/// Check character of the first 15 characters.
char fiscal_check_character(std::string_view first15);

/// `place` is a Belfiore code or Z + 3 digits; names are plain upper-case ASCII (blanks allowed).
std::string make_fiscal_code(std::string_view family, std::string_view given, char sex,
                             const base::Date& birth, std::string_view place);

/// The same code with its last `letters` digits (1-7) replaced as the tax office does for namesakes.
std::string make_omocodic(std::string_view code, int letters);

/// The code with another, wrong check character.
std::string spoil_check_character(std::string_view code);

/// Eleven digits with a right check digit; `number` below 10^10.
std::string make_provisional_code(std::uint64_t number);

}  // namespace raccordo::synth
