// The cells of a published table as rows: categories of every dimension, and the number as text. Used by the
// row formats (CSV, SDMX-CSV, XLSX), so that all show the same cells.
#pragma once

#include <string>
#include <vector>

#include "model/extract.hpp"

namespace raccordo::extract {

/// Goes through the cells of a table in their order. The table must outlive it.
class TableRows {
 public:
  explicit TableRows(const model::ProtectedTable& table);
  explicit TableRows(const model::ProtectedTable&& table) = delete;
  bool at_end() const { return cell_ == table_.cells().size(); }
  void next();
  const model::ShownCell& cell() const { return table_.cells()[cell_]; }
  const model::Category& category(std::size_t dimension) const {
    return table_.dimensions()[dimension].categories[places_[dimension]];
  }

 private:
  const model::ProtectedTable& table_;
  std::size_t cell_ = 0;
  std::vector<std::size_t> places_;
};

/// The number of a shown cell: counts whole, amounts in euro with two decimals, rates with six; a point as
/// decimal mark. Empty for a hidden cell.
std::string number_text(model::Measure measure, const model::ShownCell& cell);

}  // namespace raccordo::extract
