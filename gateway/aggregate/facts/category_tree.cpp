#include "aggregate/facts/category_tree.hpp"

namespace raccordo::aggregate {

CategoryTree::CategoryTree() {
  nodes_.push_back({std::string(kTotal), "Totale", "Total", ""});
  index_.emplace(kTotal, 0);
}

void CategoryTree::add(std::string_view code, std::string_view label_it, std::string_view label_en,
                       std::string_view parent) {
  if (!index_.emplace(code, nodes_.size()).second) return;
  nodes_.push_back({std::string(code), std::string(label_it), std::string(label_en), std::string(parent)});
}

void CategoryTree::add_unassigned() { add(kUnassigned, "Non assegnato", "Unassigned", kTotal); }

std::vector<model::Category> CategoryTree::categories() const {
  std::vector<std::vector<std::size_t>> children(nodes_.size());
  for (std::size_t node = 1; node < nodes_.size(); ++node) {
    const auto parent = index_.find(nodes_[node].parent);
    children[parent == index_.end() ? 0 : parent->second].push_back(node);
  }
  struct Visit {
    std::size_t node;
    int parent, depth;
  };
  std::vector<model::Category> out;
  std::vector<Visit> waiting = {{0, -1, 0}};
  while (!waiting.empty()) {
    const auto visit = waiting.back();
    waiting.pop_back();
    const auto& node = nodes_[visit.node];
    const auto place = static_cast<int>(out.size());
    out.push_back({node.code, node.label_it, node.label_en, visit.parent, visit.depth});
    const auto& below = children[visit.node];
    for (auto child = below.rbegin(); child != below.rend(); ++child) {
      waiting.push_back({*child, place, visit.depth + 1});
    }
  }
  return out;
}

}  // namespace raccordo::aggregate
