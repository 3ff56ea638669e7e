// Collects the categories of one dimension with the codes of their parents and sorts them: every parent
// directly before its children. Internal to aggregate/: used by the builders of dimensions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

inline constexpr std::string_view kTotal = "_T";
inline constexpr std::string_view kUnassigned = "_U";
inline constexpr std::string_view kEarlierPeriods = "_P";

class CategoryTree {
 public:
  /// Starts with `_T`.
  CategoryTree();
  /// An existing code is not changed. The parent may be added later.
  void add(std::string_view code, std::string_view label_it, std::string_view label_en,
           std::string_view parent);
  void add_unassigned();
  /// In depth-first order, children in the order in which they were added; a category whose parent was never
  /// added is under `_T`.
  std::vector<model::Category> categories() const;

 private:
  struct Node {
    std::string code, label_it, label_en, parent;
  };
  std::vector<Node> nodes_;
  model::StringMap<std::size_t> index_;
};

}  // namespace raccordo::aggregate
