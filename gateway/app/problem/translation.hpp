// Sentences that other parts of the program compose in English (faults of tables, reasons of releases), in
// another language: the catalogue has the English pattern of each beside its translation (`sentences`).
// Called where answers are written; the web console does the same for stored sentences (words/sentences.ts).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/problem/language.hpp"

namespace raccordo::app {

/// The sentence in `language`, with the values that `english` has; English: unchanged. Nothing if the
/// catalogue has no pattern for it. Of several patterns that fit, the one with the most fixed text counts.
/// `{1}` is a value, copied as it is; `{1=}` is a sentence of the catalogue itself.
std::optional<std::string> translated(std::string_view english, Language language);

/// Whether `pattern` (as in the catalogue) fits the whole of `english`.
bool fits(std::string_view pattern, std::string_view english);

}  // namespace raccordo::app
