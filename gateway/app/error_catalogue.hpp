// The words behind every error code: what the page /errors/{code} says in English and Italian, and which
// HTTP status and retry advice a problem answer with that code bears. The only place where both are spelt.
// Read by the routes that render problem+json and the pages; the texts stand in error_pages_*.cpp.
#pragma once

#include <span>
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

/// The page of `code`, or null if there is none. Pointers stay valid for the life of the process.
const ErrorPage* find_error(std::string_view code);

/// Every page: first the codes of whole requests, then those of records, each in a fixed order.
std::span<const ErrorPage> all_errors();

}  // namespace raccordo::app
