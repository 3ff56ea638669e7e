// ErrorPage: the texts of one error code. Values only; error_pages_*.cpp define them.
#pragma once

#include <string_view>

namespace raccordo::app {

/// One error code. Texts are plain sentences without markup: what it means, then what to do.
struct ErrorPage {
  std::string_view code;   ///< kebab-case, as in `code` of a problem or of a receipt's issue
  int status = 0;          ///< of the problem answer; 0 if the code appears only in receipts
  std::string_view retry;  ///< "no", "yes" or "if-idempotent": does sending the same again help (RFC 9110)?
  std::string_view title_en, title_it;
  std::string_view text_en, text_it;
};

}  // namespace raccordo::app
