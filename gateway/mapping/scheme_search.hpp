// Search in a shared code system: by the beginnings of words of code and label, or by similarity. Called by
// app for /v1/scheme.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/scheme.hpp"

namespace raccordo::mapping {

/// The codes of a system in file order; with `query` the matches: first codes of which every word of the
/// query begins some word, or is a misspelling of one (Italian or English label, or code; endings and accents
/// are ignored, abbreviations are expanded), then similar ones, the most similar first. Comuni (`territory`)
/// have their Ambito as parent. Nothing if there is no such system.
std::optional<std::vector<model::Code>> search_scheme(const model::Scheme& scheme, std::string_view system,
                                                      std::string_view query);

}  // namespace raccordo::mapping
