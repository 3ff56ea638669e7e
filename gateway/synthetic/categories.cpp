#include <algorithm>
#include <string>
#include <unordered_map>

#include "synthetic/vocabulary.hpp"

namespace raccordo::synthetic {
namespace {

using CodeIndex = std::unordered_map<std::string, std::uint32_t>;

std::uint32_t place_of(const CodeIndex& index, const std::string& code, std::uint32_t otherwise) {
  const auto found = index.find(code);
  return found == index.end() ? otherwise : found->second;
}

/// By the bands of this table: the one that contains the finer band.
std::string band_of(const model::ProtectedTable& table, int low, int high) {
  for (const auto& choice : table.definition().by) {
    for (const auto& band : choice.ages) {
      const bool reaches = band.high < 0 || (high >= 0 && high <= band.high);
      if (low >= band.low && reaches) return band.code;
    }
  }
  return std::string(kUnassigned);
}

}  // namespace

std::vector<std::uint32_t> categories_of(const Vocabulary& vocabulary, const model::ProtectedTable& table,
                                         std::size_t dimension, Kind kind) {
  const auto& given = table.dimensions()[dimension];
  const auto& nodes = vocabulary.tree(kind).nodes;
  CodeIndex index;
  for (std::size_t i = 0; i < given.categories.size(); ++i)
    index.emplace(given.categories[i].code, static_cast<std::uint32_t>(i));
  const auto unassigned = place_of(index, std::string(kUnassigned), 0);
  const bool by_type = given.id == to_string(model::Dimension::type);
  std::vector<std::uint32_t> categories(nodes.size(), 0);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const auto& node = nodes[i];
    const auto above = node.parent > 0 ? categories[static_cast<std::size_t>(node.parent)] : unassigned;
    if (kind == Kind::age) {
      const auto code = vocabulary.low[i] < 0 ? std::string(kUnassigned)
                                              : band_of(table, vocabulary.low[i], vocabulary.high[i]);
      categories[i] = place_of(index, code, unassigned);
    } else if (kind == Kind::service && node.parent > 0 && node.code == kUnassigned) {
      categories[i] = by_type ? unassigned : above;
    } else {
      categories[i] = place_of(index, node.code, above);
    }
  }
  return categories;
}

}  // namespace raccordo::synthetic
