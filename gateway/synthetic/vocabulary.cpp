#include "synthetic/vocabulary.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace raccordo::synthetic {
namespace {

using model::Dimension;
using model::TableDimension;

constexpr std::size_t kMostNodes = 60'000;

/// One dimension of one table.
struct Use {
  const model::ProtectedTable* table;
  const TableDimension* dimension;
};

std::vector<Use> uses_of(const aggregate::Release& release, Dimension wanted) {
  std::vector<Use> uses;
  for (const auto& table : release.tables()) {
    for (const auto& dimension : table.dimensions()) {
      if (model::parse_dimension(dimension.id) == wanted) uses.push_back({&table, &dimension});
    }
  }
  // The finest first: its categories have the nearest parents.
  std::stable_sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
    return a.dimension->categories.size() > b.dimension->categories.size();
  });
  return uses;
}

/// Adds what the tree does not have yet; a code that is known keeps its parent.
void unite(Tree& tree, const TableDimension& dimension) {
  std::unordered_map<std::string, int> known;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) known.emplace(tree.nodes[i].code, static_cast<int>(i));
  for (const auto& category : dimension.categories) {
    int parent = 0;
    if (category.parent >= 0) {
      const auto& code = dimension.categories[static_cast<std::size_t>(category.parent)].code;
      const auto found = known.find(code);
      if (found != known.end()) parent = found->second;
    }
    if (!known.emplace(category.code, static_cast<int>(tree.nodes.size())).second) continue;
    tree.nodes.push_back({category.code, category.label_it, category.label_en, parent});
  }
}

void find_leaves(Tree& tree) {
  std::vector<bool> has_children(tree.nodes.size(), false);
  for (const auto& node : tree.nodes) {
    if (node.parent >= 0) has_children[static_cast<std::size_t>(node.parent)] = true;
  }
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    if (!has_children[i]) tree.leaves.push_back(static_cast<Node>(i));
  }
}

Tree united(const std::vector<Use>& uses) {
  Tree tree;
  tree.nodes.push_back({std::string(kTotal), "Totale", "Total", -1});
  for (const auto& use : uses) unite(tree, *use.dimension);
  return tree;
}

/// Areas, and under them their types. Services whose type is unknown are a node `_U` under each area.
Tree services(const aggregate::Release& release, bool& has_types) {
  const auto types = uses_of(release, Dimension::type);
  has_types = !types.empty();
  auto uses = types;
  for (const auto& use : uses_of(release, Dimension::area)) uses.push_back(use);
  auto tree = united(uses);
  if (!has_types) return tree;
  for (std::size_t i = 1, areas = tree.nodes.size(); i < areas; ++i) {
    if (tree.nodes[i].parent != 0 || tree.nodes[i].code == kUnassigned) continue;
    tree.nodes.push_back(
        {std::string(kUnassigned), "Tipologia non indicata", "Type not stated", static_cast<int>(i)});
  }
  return tree;
}

/// The finest bands: every bound of a band of any table divides.
void read_ages(const aggregate::Release& release, Vocabulary& vocabulary) {
  std::set<int> bounds;
  bool is_open = false;
  for (const auto& use : uses_of(release, Dimension::age)) {
    for (const auto& choice : use.table->definition().by) {
      for (const auto& band : choice.ages) {
        bounds.insert(band.low);
        if (band.high >= 0) bounds.insert(band.high + 1);
        is_open = is_open || band.high < 0;
      }
    }
  }
  auto& tree = vocabulary.tree(Kind::age);
  tree.nodes.push_back({std::string(kTotal), "Totale", "Total", -1});
  vocabulary.low = vocabulary.high = {0};
  const auto add = [&](std::string code, const std::string& it, const std::string& en, int low, int high) {
    tree.nodes.push_back({std::move(code), it, en, 0});
    vocabulary.low.push_back(low);
    vocabulary.high.push_back(high);
  };
  for (auto bound = bounds.begin(); bound != bounds.end(); ++bound) {
    const auto next = std::next(bound);
    const auto low = std::to_string(*bound);
    if (next != bounds.end()) {
      const auto code = low + "-" + std::to_string(*next - 1);
      add(code, code + " anni", code + " years", *bound, *next - 1);
    } else if (is_open) {
      add(low + "+", low + " anni e oltre", low + " and over", *bound, -1);
    }
  }
  if (!bounds.empty()) add(std::string(kUnassigned), "Non assegnato", "Unassigned", -1, -1);
}

/// The nodes that a table at level `ambito` lists last: the lowest of that level.
void find_buckets(const aggregate::Release& release, Vocabulary& vocabulary) {
  const auto& tree = vocabulary.tree(Kind::territory);
  std::set<std::string> upper;
  for (const auto& use : uses_of(release, Dimension::territory)) {
    for (const auto& choice : use.table->definition().by) {
      if (choice.dimension != Dimension::territory || choice.level != model::TerritoryLevel::ambito) continue;
      for (const auto& category : use.dimension->categories) upper.insert(category.code);
    }
  }
  std::vector<int> depth(tree.nodes.size(), 0);
  vocabulary.bucket_of.assign(tree.nodes.size(), 0);
  std::vector<bool> is_upper(tree.nodes.size(), false), has_upper_child(tree.nodes.size(), false);
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    const auto parent = static_cast<std::size_t>(tree.nodes[i].parent);
    depth[i] = depth[parent] + 1;
    is_upper[i] = upper.empty() ? depth[i] <= 2 : upper.contains(tree.nodes[i].code);
    if (is_upper[i]) has_upper_child[parent] = true;
  }
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    const auto parent = static_cast<std::size_t>(tree.nodes[i].parent);
    if (is_upper[i] && !has_upper_child[i]) vocabulary.bucket_of[i] = static_cast<Node>(i);
    if (!is_upper[i]) {
      vocabulary.bucket_of[i] = vocabulary.bucket_of[parent] != 0 ? vocabulary.bucket_of[parent] : Node(i);
    }
  }
}

}  // namespace

std::optional<Kind> kind_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::territory:
      return Kind::territory;
    case Dimension::area:
    case Dimension::type:
      return Kind::service;
    case Dimension::need:
      return Kind::need;
    case Dimension::sex:
      return Kind::sex;
    case Dimension::age:
      return Kind::age;
    case Dimension::citizenship:
      return Kind::citizenship;
    case Dimension::month:
      return Kind::month;
    case Dimension::management:
      return Kind::management;
    default:
      return std::nullopt;
  }
}

std::optional<Node> Tree::find(std::string_view code) const {
  const auto found =
      std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) { return node.code == code; });
  if (found == nodes.end()) return std::nullopt;
  return static_cast<Node>(found - nodes.begin());
}

std::optional<Node> Tree::find_under(std::string_view code, int parent) const {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) {
    return node.code == code && node.parent == parent;
  });
  if (found == nodes.end()) return std::nullopt;
  return static_cast<Node>(found - nodes.begin());
}

bool Tree::is_within(Node node, Node above) const {
  for (int up = node; up >= 0; up = nodes[static_cast<std::size_t>(up)].parent) {
    if (up == above) return true;
  }
  return false;
}

Node Vocabulary::area_of(Node service) const {
  const auto& nodes = tree(Kind::service).nodes;
  const int parent = nodes[service].parent;
  return parent > 0 ? static_cast<Node>(parent) : service;
}

base::Result<Vocabulary> read_vocabulary(const aggregate::Release& release) {
  Vocabulary vocabulary;
  const auto take = [&](Kind kind, Dimension dimension) {
    vocabulary.tree(kind) = united(uses_of(release, dimension));
  };
  take(Kind::territory, Dimension::territory);
  take(Kind::need, Dimension::need);
  take(Kind::sex, Dimension::sex);
  take(Kind::citizenship, Dimension::citizenship);
  take(Kind::month, Dimension::month);
  take(Kind::management, Dimension::management);
  vocabulary.tree(Kind::service) = services(release, vocabulary.has_types);
  read_ages(release, vocabulary);
  for (auto& tree : vocabulary.trees) {
    if (tree.nodes.size() > kMostNodes) {
      return base::fault("the tables of the release have more than " + std::to_string(kMostNodes) +
                         " categories of one dimension; the release is damaged");
    }
    find_leaves(tree);
  }
  find_buckets(release, vocabulary);
  return vocabulary;
}

}  // namespace raccordo::synthetic
