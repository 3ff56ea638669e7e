// TablePair: a table of the release, and the same table of the earlier release if there is one. Internal to
// report/. Both must outlive it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/cube.hpp"
#include "model/extract.hpp"

namespace raccordo::report {

/// The place of a cell: one number of a category for each dimension.
using CellPlace = std::vector<std::size_t>;

class TablePair {
 public:
  /// `before` is not used if it has another measure, another moment or other dimensions.
  TablePair(const model::ProtectedTable& now, const model::ProtectedTable* before);

  const model::ProtectedTable& now() const { return now_; }
  const model::ExtractDefinition& definition() const { return now_.definition(); }
  const std::vector<model::TableDimension>& dimensions() const { return now_.dimensions(); }
  bool has_before() const { return before_ != nullptr; }

  extract::CubeCell at(const CellPlace& place) const;
  /// The cell of the same codes in the earlier table; absent if one of its categories did not exist.
  extract::CubeCell before_at(const CellPlace& place) const;

  /// The total of every dimension.
  CellPlace total() const { return totals_; }
  /// The dimension of that id.
  std::optional<std::size_t> dimension(std::string_view id) const;
  /// Goes through all places, the last dimension fastest; false behind the last one.
  bool advance(CellPlace& place) const;

 private:
  const model::ProtectedTable& now_;
  const model::ProtectedTable* before_ = nullptr;
  CellPlace totals_;
  /// For each dimension, the place in `before` of each category; nothing if it did not exist.
  std::vector<std::vector<std::optional<std::size_t>>> earlier_;
};

/// True for categories of a total, and of what is assigned to nothing.
bool is_total(const model::Category& category);
bool is_unassigned(const model::Category& category);

}  // namespace raccordo::report
