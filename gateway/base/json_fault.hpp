// What is wrong in a text that should be JSON, in words for whoever wrote it. The one table of such words:
// readers of tables and of FHIR resources use it; codecs/json has a parser, and words, of its own.
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
