// The words of published documents in Italian and English: measures, moments, units. Used by every format.
#pragma once

#include <string_view>

#include "model/extract.hpp"

namespace raccordo::extract {

struct Words {
  std::string_view it, en;
};
Words measure_words(model::Measure measure);  ///< "persone distinte", "euro degli interventi" ...
Words when_words(model::When when);           ///< what `when` counts, as a sentence part
Words unit_words(model::Measure measure);     ///< "persone", "euro", "persone ogni 1.000 abitanti" ...
Words additive_words(const model::TableDimension& dimension);

/// What a hidden and an absent cell mean.
inline constexpr Words kHiddenWords = {"dato non mostrato per riservatezza", "not shown for confidentiality"};
inline constexpr Words kAbsentWords = {"categoria che l'estrazione di quel periodo non ha",
                                       "category that the release of that period does not have"};

}  // namespace raccordo::extract
