#include "base/json_fault.hpp"

#include <rapidjson/error/error.h>

#include <algorithm>

namespace raccordo::base {
namespace {

std::string_view words_of(int code) {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return "there is nothing in it; send an object { ... }";
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "something follows after the end of the document; remove it";
    case rapidjson::kParseErrorObjectMissName:
      return "the name of a member is expected here, in double quotes; no comma is allowed before a "
             "closing }";
    case rapidjson::kParseErrorObjectMissColon:
      return "a colon is expected here, between the name of a member and its value";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "a comma or a closing } is expected here; the text may have been cut short";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "a comma or a closing ] is expected here; the text may have been cut short";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "\\u must be followed by four of 0-9 and a-f";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "\\u names half a character; write both halves, or the character itself";
    case rapidjson::kParseErrorStringEscapeInvalid:
      return "a backslash must be followed by one of \" \\ / b f n r t u, and a line break or tab be written "
             "as "
             "\\n or \\t; write \\\\ for a backslash";
    case rapidjson::kParseErrorStringMissQuotationMark:
      return "a text has no closing double quote; the text may have been cut short";
    case rapidjson::kParseErrorStringInvalidEncoding:
      return "a text holds bytes that are not UTF-8, or a line break or other control character; write UTF-8 "
             "and \\n";
    case rapidjson::kParseErrorNumberTooBig:
      return "the number is too large";
    case rapidjson::kParseErrorNumberMissFraction:
      return "digits are expected after the decimal point";
    case rapidjson::kParseErrorNumberMissExponent:
      return "digits are expected after the e of the number";
    default:
      return "a value is expected here: a text in double quotes, a number, true, false, null, { ... } or [ "
             "... ]";
  }
}

}  // namespace

std::string place_in(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto start = before.rfind('\n');
  const auto column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
  return "line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n')) + ", character " +
         std::to_string(column);
}

std::string json_fault(int code, std::size_t offset, std::string_view json) {
  return "this is no well-formed JSON: " + std::string(words_of(code)) + " (" + place_in(json, offset) + ")";
}

}  // namespace raccordo::base
