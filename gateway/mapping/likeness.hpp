// Similarity of two short Italian texts, for suggestions: words without endings and stop words, abbreviations
// expanded, and letter trigrams. Used by suggestions only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Maximum bytes of a text that are compared.
inline constexpr std::size_t kComparedBytes = 200;

/// A text prepared for comparison.
struct Features {
  std::vector<std::string> words;       ///< stems, sorted, each once
  std::vector<std::uint32_t> trigrams;  ///< packed, sorted, each once
  bool empty() const { return words.empty(); }
};

/// Accents, case, stop words (`servizio di ...`), endings and digits are removed; abbreviations are expanded:
/// `SAD` becomes `assistenza domiciliare`. Only the first kComparedBytes count.
Features features_of(std::string_view text, const model::Abbreviations& abbreviations);

/// 0 nothing in common, 1 the same words; the mean of the Dice coefficients of words and trigrams.
double likeness(const Features& left, const Features& right);

}  // namespace raccordo::mapping
