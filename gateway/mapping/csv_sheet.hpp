// CsvSheet: an administrator's CSV file with a header, read row by row, with every fault and its line. Used
// by table_file, scheme_file and territory_file; source documents are read by codecs/csv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "mapping/file_fault.hpp"

namespace raccordo::mapping {

enum class ColumnNeed : std::uint8_t { required, optional };
struct ColumnSpec {
  std::string_view name;
  ColumnNeed need;
};

/// What `line` counts: lines of a file, or rows of a list that was converted to CSV for reading (from 1).
enum class Numbering : std::uint8_t { lines, rows };

/// Ownership: refers to `text`, which must outlive it. Threads: one. Errors: written into `faults`; reading
/// continues after a bad row.
class CsvSheet {
 public:
  /// Reads the header. `columns` are numbered by their place in the span.
  CsvSheet(std::string_view text, std::string file, std::span<const ColumnSpec> columns, FileFaults& faults,
           Numbering numbering = Numbering::lines);

  /// Moves to the next row that is neither blank nor ragged (a row may lack its last cells if no column of
  /// the span is among them); false at the end, and always if a required column is missing.
  bool next();
  /// Line on which the current row starts, or its number.
  int line() const { return numbering_ == Numbering::lines ? line_ : row_; }
  /// The trimmed cell of a column of the span; empty if the file has no such column. Valid until next().
  std::string_view cell(std::size_t column) const;
  /// Columns outside the span, in file order.
  const std::vector<std::string>& more_columns() const { return more_columns_; }
  std::string_view more(std::size_t index) const { return cells_[more_places_[index]]; }

  /// From now on a row with a character that cannot be seen or changes how a text is shown is a fault, too:
  /// for files whose texts people read.
  void require_visible_texts() { texts_ = Texts::visible; }

  /// Adds a fault at the current row.
  void fault(std::string message, std::string_view column = {});
  /// A full ISO date of the current row; nothing if the cell is empty or, with a fault, wrong.
  std::optional<base::Date> date(std::size_t column);

 private:
  void read_header(std::span<const ColumnSpec> columns);
  bool is_separated_otherwise(std::size_t columns);
  void place_column(std::span<const ColumnSpec> columns, std::size_t position);
  bool is_foreign();
  void check_texts();
  void check_encoding();
  bool read_row();
  bool read_cell();
  bool read_quoted_cell();
  std::string_view rest_, text_;
  std::string file_;
  FileFaults& faults_;
  char separator_ = ',';
  bool readable_ = true;
  enum class Texts : std::uint8_t { any, visible } texts_ = Texts::any;
  Numbering numbering_;
  int line_ = 0, next_line_ = 1;
  int row_ = -1;  ///< the header is row 0
  std::vector<std::string_view> cells_;
  std::size_t surplus_ = 0;  ///< cells of the row beyond the maximum
  std::deque<std::string> unquoted_;
  std::vector<std::string> names_;
  std::vector<std::size_t> places_;  ///< by column of the span; npos if absent
  std::size_t least_cells_ = 0;      ///< up to the last column of the span; a row may lack cells after it
  std::vector<std::string> more_columns_;
  std::vector<std::size_t> more_places_;
};

/// The whole file, or nothing with a fault that names it.
std::optional<std::string> read_file(const std::filesystem::path& file, FileFaults& faults);

/// The text in quotes for a message, truncated after 100 bytes.
std::string in_quotes(std::string_view text);

/// `, did you mean "x"?` or nothing.
std::string near_name_hint(std::string_view wrong, std::span<const std::string_view> candidates);

/// Sorts by file and line, as `check` prints them.
void sort_faults(FileFaults& faults);

}  // namespace raccordo::mapping
