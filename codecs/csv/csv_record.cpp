#include "codecs/csv/csv_record.hpp"

#include "base/text.hpp"

namespace raccordo::codecs {

void CsvRecord::set_columns(std::vector<std::string> names, std::vector<std::size_t> slots) {
  names_ = std::move(names);
  slots_ = std::move(slots);
}

void CsvRecord::open(const std::vector<CsvRow>& rows, std::size_t count) {
  rows_ = &rows;
  count_ = count;
}

std::optional<model::NodeId> CsvRecord::cell(std::size_t row, std::size_t slot) const {
  const auto column = slots_[slot];
  if (row >= count_ || column >= (*rows_)[row].size()) return std::nullopt;
  return cell_node(row, column);
}

const std::string& CsvRecord::column_name(std::size_t column) const {
  static const std::string kNone;
  return column < names_.size() ? names_[column] : kNone;
}

std::string_view CsvRecord::cell_text(model::NodeId node) const {
  const auto column = node & 0xFFFFFFFF;
  return column == 0 ? std::string_view() : (*rows_)[node >> 32].cell(column - 1);
}

std::string_view CsvRecord::slot_text(std::size_t row, std::size_t slot) const {
  const auto node = cell(row, slot);
  return node ? base::trim(cell_text(*node)) : std::string_view();
}

}  // namespace raccordo::codecs
