#include "privacy/code_masking.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "privacy/given_name.hpp"
#include "privacy/identifier_in_text.hpp"

namespace raccordo::privacy {
namespace {

constexpr std::size_t kDigestBytes = 4;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

std::string mask_code(const base::Hmac& key, std::string_view text) {
  if (model::is_masked_code(text)) return std::string(text);
  if (!holds_identifier(text) && !holds_given_name(text)) return std::string(text);
  std::string message = "code|";
  message += text;
  const auto digest = key.compute(message);
  std::string masked(model::kMaskedCodeBegin);
  masked += std::to_string(std::count_if(text.begin(), text.end(), begins_character));
  masked += " caratteri #";
  masked += base::to_hex(base::as_bytes(digest).substr(0, kDigestBytes));
  masked += ']';
  return masked;
}

model::CodeMask code_mask(const base::Hmac& key) {
  return [&key](std::string_view text) { return mask_code(key, text); };
}

}  // namespace raccordo::privacy
