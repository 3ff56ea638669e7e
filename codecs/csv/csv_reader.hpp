// CsvReader: rows out of a CSV document of any size (RFC 4180, with any delimiter and quote, and CRLF, LF or
// CR as line ends). Knows nothing of headers and records; used by CsvFramer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/byte_window.hpp"
#include "codecs/compiled_profile.hpp"

namespace raccordo::codecs {

/// One row; its memory is reused from row to row.
struct CsvRow {
  std::string bytes;                 ///< all cells, unquoted, one after the other
  std::vector<std::uint32_t> ends;   ///< where each cell ends in `bytes`
  std::uint64_t number = 0;          ///< from 1, as a spreadsheet counts; blank rows count
  std::uint64_t line = 0;            ///< of the text, where the row begins
  std::optional<std::size_t> stray;  ///< the first cell with text after its closing quote
  bool is_large = false;             ///< above the limit; the rest was dropped

  std::size_t size() const { return ends.size(); }
  std::string_view cell(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends[index - 1];
    return std::string_view(bytes).substr(begin, ends[index] - begin);
  }
  /// No cell holds anything: what spreadsheets leave behind at the end.
  bool is_blank() const { return bytes.empty(); }
};

class CsvReader {
 public:
  /// `limit`: bytes of one row that are kept.
  CsvReader(ByteSource& source, const CsvDialect& dialect, std::size_t limit);

  enum class Read : std::uint8_t { row, end, open_quote };
  /// The next row. `open_quote`: the document ended within a quoted cell; `row.line` says where it opened.
  Read read(CsvRow& row);

 private:
  enum class State : std::uint8_t { cell_start, plain, quoted, quote_seen, row_end };
  std::size_t step(std::string_view bytes, CsvRow& row);
  std::size_t plain(std::string_view bytes, CsvRow& row);
  std::size_t quoted(std::string_view bytes, CsvRow& row);
  bool begin_row(CsvRow& row);
  void keep(std::string_view bytes, CsvRow& row) const;
  static void end_cell(CsvRow& row) { row.ends.push_back(static_cast<std::uint32_t>(row.bytes.size())); }

  ByteWindow window_;
  CsvDialect dialect_;
  std::size_t limit_;
  std::array<bool, 256> ends_cell_{};
  State state_ = State::cell_start;
  bool after_return_ = false;
  std::uint64_t rows_ = 0, line_ = 1, opened_ = 0;
};

}  // namespace raccordo::codecs
