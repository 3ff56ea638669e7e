#include "privacy/identifier_in_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "privacy/fiscal_code.hpp"

namespace raccordo::privacy {
namespace {

bool is_word(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool identifies(std::string_view word) {
  const auto type = shape_of(word);
  if (!type) return false;
  return *type != model::IdType::provisional || !fault_of(*type, word);
}

}  // namespace

bool holds_identifier(std::string_view text) {
  const auto upper = base::to_upper_ascii(text);
  auto begin = upper.begin();
  while (begin != upper.end()) {
    begin = std::find_if(begin, upper.end(), is_word);
    const auto end = std::find_if_not(begin, upper.end(), is_word);
    if (identifies(std::string_view(begin, end))) return true;
    begin = end;
  }
  return false;
}

}  // namespace raccordo::privacy
