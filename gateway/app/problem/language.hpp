// The languages of the gateway's sentences.
#pragma once

#include <cstdint>
#include <string_view>

namespace raccordo::app {

enum class Language : std::uint8_t { en, it };

/// As in Content-Language.
constexpr std::string_view tag(Language language) { return language == Language::it ? "it" : "en"; }

/// One sentence in both languages.
struct Phrase {
  std::string_view en, it;
  constexpr std::string_view in(Language language) const { return language == Language::it ? it : en; }
};

}  // namespace raccordo::app
