// Search in a shared code system, as administrators type: by the beginnings of words of code and label, or by
// likeness. Called by app for /v1/scheme.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/scheme.hpp"

namespace raccordo::mapping {

/// The codes of a system in file order; with `query` those that fit: first codes of which every word of the
/// query begins some word, or is a slip away from one (Italian or English label, or code; endings and accents
/// do not count, abbreviations are written out), then those that are alike, the likest first. Comuni
/// (`territory`) have their Ambito as parent. Nothing if there is no such system.
std::optional<std::vector<model::Code>> search_scheme(const model::Scheme& scheme, std::string_view system,
                                                      std::string_view query);

}  // namespace raccordo::mapping
