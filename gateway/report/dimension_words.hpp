// Dimensions in the words of planners: "Ambito di residenza", "età (0-64, 65+)". Internal to report/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/extract.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

/// The dimension with its level or its bands.
std::string choice_in_words(const model::DimensionChoice& choice, const Wording& say);

/// "a", "a e b", "a, b e c".
std::string enumerated(const std::vector<std::string>& names, const Wording& say);

/// The dimensions of a table as a release writes them, `by: [{territory: district}, area]`, in words:
/// "distretto e area di intervento". "" if the text has another form.
std::string by_in_words(std::string_view by, const Wording& say);

}  // namespace raccordo::report
