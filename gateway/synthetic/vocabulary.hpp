// The codes that the tables of one release use, one tree for each kind of attribute. A tree unites the
// dimensions of all tables: territories at every level, types under their areas, the finest ages. Called by
// table_set and the makers of the register.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/release/release.hpp"
#include "base/result.hpp"
#include "model/extract.hpp"

namespace raccordo::synthetic {

/// The attributes that a synthetic register has; area and type are one, `service`.
enum class Kind : std::uint8_t { territory, service, need, sex, age, citizenship, month, management };
inline constexpr std::size_t kKinds = 8;
constexpr std::size_t at(Kind kind) { return static_cast<std::size_t>(kind); }

inline constexpr std::string_view kTotal = "_T";
inline constexpr std::string_view kUnassigned = "_U";

/// None for dimensions that the register does not have, such as the channel.
std::optional<Kind> kind_of(model::Dimension dimension);

/// A number of a node in its tree; 0 is the total.
using Node = std::uint16_t;

struct TreeNode {
  std::string code, label_it, label_en;
  int parent = -1;
};

/// Nodes after their parents; node 0 is `_T`.
struct Tree {
  std::vector<TreeNode> nodes;
  std::vector<Node> leaves;  ///< without `_T`
  std::optional<Node> find(std::string_view code) const;
  std::optional<Node> find_under(std::string_view code, int parent) const;
  bool is_within(Node node, Node above) const;
};

struct Vocabulary {
  std::array<Tree, kKinds> trees;
  std::vector<Node> bucket_of;  ///< by territory node: the Ambito (or the level nearest to it), 0 above it
  std::vector<int> low, high;   ///< by age node; high < 0: no bound
  bool has_types = false;       ///< a table counts by type
  const Tree& tree(Kind kind) const { return trees[at(kind)]; }
  Tree& tree(Kind kind) { return trees[at(kind)]; }
  bool has(Kind kind) const { return trees[at(kind)].nodes.size() > 1; }
  /// The area of a service.
  Node area_of(Node service) const;
};

/// A fault if a dimension has more categories than a node can number.
base::Result<Vocabulary> read_vocabulary(const aggregate::Release& release);

/// The category of a table's dimension to which each node of the tree belongs; 0 (`_T`) if to none.
std::vector<std::uint32_t> categories_of(const Vocabulary& vocabulary, const model::ProtectedTable& table,
                                         std::size_t dimension, Kind kind);

}  // namespace raccordo::synthetic
