// CsvRecord: the rows of one record, by the columns that the profile names. A node is a cell of a row (row
// index and column + 1), or a whole row (column 0).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/csv/csv_reader.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class CsvRecord {
 public:
  /// The name of each column of the document, and the column of each slot.
  void set_columns(std::vector<std::string> names, std::vector<std::size_t> slots);
  /// Rows of the current record; `rows` must outlive it.
  void open(const std::vector<CsvRow>& rows, std::size_t count);

  std::size_t rows() const { return count_; }
  static model::NodeId row_node(std::size_t row) { return std::uint64_t{row} << 32; }
  static model::NodeId cell_node(std::size_t row, std::size_t column) { return row_node(row) | (column + 1); }
  /// The node of a slot's cell; nothing if the row is too short.
  std::optional<model::NodeId> cell(std::size_t row, std::size_t slot) const;
  const std::string& column_name(std::size_t column) const;
  std::size_t width() const { return names_.size(); }
  std::string_view cell_text(model::NodeId node) const;
  /// The trimmed text of a slot's cell; empty if the row is too short.
  std::string_view slot_text(std::size_t row, std::size_t slot) const;
  /// The row's number in the document, from 1.
  std::uint64_t row_number(std::size_t row) const { return (*rows_)[row].number; }

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> slots_;
  const std::vector<CsvRow>* rows_ = nullptr;
  std::size_t count_ = 0;
};

/// Selectors name columns by their index in CompiledProfile::columns ("slot").
class CsvSelector : public Selector {
 public:
  virtual void find(const CsvRecord& record, std::size_t row, std::vector<model::NodeId>& out) const = 0;
  /// Appends the slots whose cells it looks at in the row it is given (in each row, for a selector of rows).
  virtual void add_slots(std::vector<std::size_t>& slots) const = 0;
};

}  // namespace raccordo::codecs
