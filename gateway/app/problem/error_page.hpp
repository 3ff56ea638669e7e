// ErrorPage: the texts of one error code. Values only; catalogue.json defines them.
#pragma once

#include <string_view>

#include "app/problem/language.hpp"

namespace raccordo::app {

/// One error code. Texts are plain sentences without markup: what it means, then what to do.
struct ErrorPage {
  std::string_view code;   ///< kebab-case, as in `code` of a problem or of a receipt's issue
  int status = 0;          ///< of the problem answer; 0 if the code appears only in receipts
  std::string_view retry;  ///< "no", "yes" or "if-idempotent": does sending the same again help (RFC 9110)?
  Phrase title, text;
  /// The sentence of one issue of this code, with `{table}` and `{value}`; empty for codes of requests.
  Phrase issue;
  Phrase warning;  ///< the same for a warning, if it says something else; else empty
};

}  // namespace raccordo::app
