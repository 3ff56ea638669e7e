// Texts for errors of JSON, for its author. Readers of tables and of FHIR resources use them; codecs/json has
// a parser and texts of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace raccordo::base {

/// `line 3, character 12` of a byte of the text, both from 1.
std::string place_in(std::string_view text, std::size_t offset);

/// `code` is RapidJSON's ParseErrorCode, `offset` its offset.
std::string json_fault(int code, std::size_t offset, std::string_view json);

}  // namespace raccordo::base
