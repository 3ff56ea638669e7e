// The cells of a table that are hidden last (`protect: {last: [...]}`): which they are, how they are stored,
// and which coarser table shows them. Internal to aggregate/: used by the reader of the catalogue, the search
// for witnesses and the writer of releases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/extract.hpp"

namespace raccordo::aggregate {

/// The word for the total of all dimensions in `protect: {last: [total, area]}`.
inline constexpr std::string_view kTotalWord = "total";

/// `total` and the names of dimensions, as in the catalogue; empty if nothing is hidden last.
std::vector<std::string> words_of(const model::ProtectedLast& last);

/// True for a cell whose categories are totals (true in `totals`) in all dimensions but one that is listed,
/// or in all dimensions if `total` is listed. `totals` has one entry for each dimension of the definition.
bool is_hidden_last(const model::ExtractDefinition& definition, const std::vector<char>& totals);

/// The cells of a finished table that should have been hidden last and are hidden: for each the code of its
/// category, `_T` for the total of the table.
struct HiddenTotal {
  std::string dimension;  ///< "" for the total of the table
  std::string code;
};
std::vector<HiddenTotal> hidden_totals(const model::ExtractDefinition& definition,
                                       const std::vector<model::TableDimension>& dimensions,
                                       const std::vector<model::ShownCell>& cells);

/// What to write in the catalogue instead, so that less is hidden: a higher level, `area` for `type`, fewer
/// age bands, or one dimension less. "" if the table has one dimension only and nothing coarser.
std::string coarser_table(const model::ExtractDefinition& definition);

}  // namespace raccordo::aggregate
