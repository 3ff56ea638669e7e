// Identifiers of persons: codice fiscale (DM 23.12.1976, omocodia included), STP, ENI and the 11-digit
// provisional code. Pure functions on text; called by privacy/identity and, for its shape test, tests.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "model/case_record.hpp"

namespace raccordo::privacy {

/// The kind of identifier that `text` has the shape of (upper case, no blanks), whether or not it is valid.
std::optional<model::IdType> shape_of(std::string_view text);

/// Why an identifier is wrong; nothing if it is valid. The text never quotes the identifier.
std::optional<std::string> fault_of(model::IdType type, std::string_view text);

struct FiscalCodeFacts {
  char sex = 'U';           ///< 'M' or 'F'
  int year_of_century = 0;  ///< 0-99: without century
  int month = 0, day = 0;
  std::string
      birthplace;  ///< Belfiore code, e.g. F205, or Z + 3 digits abroad (digits restored from omocodia)
};
/// The data in a valid codice fiscale.
std::optional<FiscalCodeFacts> read_fiscal_code(std::string_view text);

/// The birth date, with the century of `hint` if it matches, else the latest that is not after `today`.
base::Date birth_date_of(const FiscalCodeFacts& facts, const std::optional<base::Date>& hint,
                         const base::Date& today);

/// The check character of the first 15 characters (odd/even table, omocodia letters unchanged).
char check_character(std::string_view first15);

}  // namespace raccordo::privacy
