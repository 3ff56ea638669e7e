// The knowledge of an outsider: the tables of a release, read back from the published JSON-stat. First step
// of every attack: link_tables and the attackers use these and nothing else of the release. A hidden cell is
// a nullopt for every cause; the rules of counting (docs/extracts.md) are public as well.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::attackers {

struct PublishedCategory {
  std::string code;
  int parent = -1;  ///< index in the dimension; -1 for the total
};

struct PublishedDimension {
  std::string id;
  bool additive = true;  ///< the children of a category sum to it
  std::vector<PublishedCategory> categories;
};

struct PublishedTable {
  std::string id, measure, when, period;
  int k = 0;
  std::vector<PublishedDimension> dimensions;
  std::vector<std::optional<std::int64_t>> cells;  ///< row-major; amounts in cents
};

/// Reads one JSON-stat dataset. std::invalid_argument if it is none, or if `value` and `status` disagree.
PublishedTable read_json_stat(std::string_view text);

/// Every *.json of the folder in order of name but release.json, which describes the others;
/// std::invalid_argument names the file that cannot be read.
std::vector<PublishedTable> read_exported_release(const std::filesystem::path& folder);

/// Calls `visit(place, categories)` for every cell in order; `categories` holds one index by dimension.
template <class Visit>
void for_each_cell(const PublishedTable& table, Visit visit) {
  std::vector<std::size_t> at(table.dimensions.size(), 0);
  for (std::size_t place = 0; place < table.cells.size(); ++place) {
    visit(place, at);
    for (std::size_t i = at.size(); i-- > 0;) {
      if (++at[i] < table.dimensions[i].categories.size()) break;
      at[i] = 0;
    }
  }
}

/// The coordinates of a cell independent of its table, so that equal cells of two tables match: counted unit,
/// `when`, period and measure, and the coordinates in order of dimension without totals.
struct CellName {
  std::string measure, base, coordinates;
  std::string text() const { return measure + "|" + base + "|" + coordinates; }
};
CellName name_cell(const PublishedTable& table, const std::vector<std::size_t>& categories);

}  // namespace raccordo::attackers
