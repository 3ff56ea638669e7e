#include "aggregate/release/cell_checks.hpp"

#include <string>

namespace raccordo::aggregate {
namespace {

using model::Measure;

bool is_count(Measure measure) {
  return model::counts_persons(measure) || measure == Measure::cases || measure == Measure::interventions;
}

/// Walks through one table; the last dimension varies fastest.
class CellChecker {
 public:
  CellChecker(const TableParts& table, std::vector<Breach>& breaches) : table_(table), breaches_(breaches) {
    strides_.resize(table.dimensions.size());
    std::size_t stride = 1;
    for (std::size_t i = strides_.size(); i-- > 0;) {
      strides_[i] = stride;
      stride *= table.dimensions[i].categories.size();
    }
  }

  void check_value(std::size_t cell, int k) {
    const auto& shown = table_.cells[cell];
    if (shown.hidden) return;
    if (shown.value < 0 && table_.definition.measure != Measure::amount) {
      add(cell, "The cell shows a number below 0.");
    } else if (is_count(table_.definition.measure) && shown.value > 0 && shown.value < k) {
      add(cell, "The cell shows a count of 1 to " + std::to_string(k - 1) + ".");
    }
  }

  void check_sum(std::size_t cell, std::size_t dimension) {
    const auto& categories = table_.dimensions[dimension].categories;
    const auto here = category(cell, dimension);
    std::int64_t sum = 0;
    bool has_children = false;
    for (std::size_t i = here + 1; i < categories.size(); ++i) {
      if (categories[i].parent != static_cast<int>(here)) continue;
      const auto& child = table_.cells[cell + (i - here) * strides_[dimension]];
      if (child.hidden) return;
      has_children = true;
      sum += child.value;
    }
    if (has_children && sum != table_.cells[cell].value) {
      add(cell, "The cells below it in `" + table_.dimensions[dimension].id + "` do not sum to the cell.");
    }
  }

 private:
  std::size_t category(std::size_t cell, std::size_t dimension) const {
    return cell / strides_[dimension] % table_.dimensions[dimension].categories.size();
  }
  void add(std::size_t cell, std::string what) {
    if (breaches_.size() >= kMostBreaches) return;
    std::string place;
    for (std::size_t i = 0; i < table_.dimensions.size(); ++i) {
      const auto& dimension = table_.dimensions[i];
      place += (i == 0 ? "" : ", ") + dimension.id + "=" + dimension.categories[category(cell, i)].code;
    }
    breaches_.push_back({table_.definition.id, std::move(place), std::move(what)});
  }

  const TableParts& table_;
  std::vector<Breach>& breaches_;
  std::vector<std::size_t> strides_;
};

}  // namespace

void check_cells(const TableParts& table, int k, std::vector<Breach>& breaches) {
  CellChecker checker(table, breaches);
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    checker.check_value(cell, k);
    if (table.cells[cell].hidden) continue;
    for (std::size_t dimension = 0; dimension < table.dimensions.size(); ++dimension) {
      if (table.dimensions[dimension].additive) checker.check_sum(cell, dimension);
    }
  }
}

}  // namespace raccordo::aggregate
