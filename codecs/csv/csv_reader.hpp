// CsvReader: rows of a CSV document of any size (RFC 4180, with any delimiter and quote, and CRLF, LF or CR
// as line ends). A quote that is never closed properly affects only its own line (docs/decisions).
// Independent of headers and records; used by CsvFramer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/compiled_profile.hpp"
#include "codecs/csv/csv_window.hpp"

namespace raccordo::codecs {

/// A quote at the start of a cell that is not closed before a delimiter or a line end. Its row was read again
/// to the end of its line, with quotes as plain text.
struct StrayQuote {
  enum class Fault : std::uint8_t {
    never_closed,  ///< to the end of the document
    too_long,      ///< not within the size of a record
    text_follows,  ///< text follows the closing quote, lines later
    holds_rows     ///< closed, but the lines within are rows of their own
  };
  Fault fault = Fault::never_closed;
  std::size_t cell = 0;
  std::uint64_t last_row = 0;  ///< the place up to which it would have reached
};

/// One row; its memory is reused from row to row.
struct CsvRow {
  std::string bytes;                 ///< all cells, unquoted, one after the other
  std::vector<std::uint32_t> ends;   ///< where each cell ends in `bytes`
  std::uint64_t number = 0;          ///< from 1, as a spreadsheet counts; blank rows count
  std::uint64_t line = 0;            ///< of the text, where the row begins
  std::optional<std::size_t> stray;  ///< the first cell with text after its closing quote
  std::optional<StrayQuote> torn;
  bool is_large = false;     ///< above the limit; the rest was dropped
  bool has_content = false;  ///< some cell holds more than white space and padding

  std::size_t size() const { return ends.size(); }
  std::string_view cell(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends[index - 1];
    return std::string_view(bytes).substr(begin, ends[index] - begin);
  }
  /// No cell has content: rows that spreadsheets and old systems append at the end.
  bool is_blank() const { return !has_content; }
};

class CsvReader {
 public:
  /// `limit`: bytes of one row that are kept.
  CsvReader(ByteSource& source, const CsvDialect& dialect, std::size_t limit);

  enum class Read : std::uint8_t { row, end };
  Read read(CsvRow& row);
  /// Number of cells of a complete row. Once known, a quoted cell of several lines that are complete rows
  /// themselves counts as a stray quote.
  void expect_width(std::size_t width) { width_ = width; }
  /// Reads `sep=X` if it is the next line, and uses X as delimiter.
  bool take_separator_line();
  /// Skips one line, whatever its content.
  void skip_line();
  /// Bytes read so far, including those read again: the cost of a document.
  std::uint64_t bytes_taken() const { return taken_; }

 private:
  enum class State : std::uint8_t { cell_start, plain, quoted, quote_seen, row_end };
  /// The state restored when a row is read again from a quote.
  struct Mark {
    std::uint64_t offset = 0, line = 0;
    std::size_t bytes = 0, cells = 0;
    bool had_content = false, crosses_lines = false;
  };
  std::size_t step(std::string_view bytes, CsvRow& row);
  std::size_t plain(std::string_view bytes, CsvRow& row);
  std::size_t quoted(std::string_view bytes, CsvRow& row);
  bool begin_row(CsvRow& row);
  bool end_row(CsvRow& row);
  void open_quote(const CsvRow& row);
  void note_several();
  void read_again(CsvRow& row, StrayQuote::Fault fault);
  bool holds_rows(const CsvRow& row, const Mark& mark) const;
  void keep(std::string_view bytes, CsvRow& row) const;
  void set_delimiter(char delimiter);
  static void end_cell(CsvRow& row) { row.ends.push_back(static_cast<std::uint32_t>(row.bytes.size())); }

  CsvWindow window_;
  CsvDialect dialect_;
  std::size_t limit_;
  std::size_t width_ = 0;
  std::array<bool, 256> ends_cell_{};
  State state_ = State::cell_start;
  bool after_return_ = false, is_literal_ = false;
  bool is_chain_ = false;  ///< the row has several quoted cells that span lines
  std::uint64_t rows_ = 0, line_ = 1;
  Mark quote_;                   ///< of the quoted cell being read
  std::optional<Mark> several_;  ///< the row's first quoted cell that spans lines
  /// Up to here quotes are plain text: a row of several such cells was split, and trying each of its lines
  /// again would take quadratic time.
  std::uint64_t literal_until_ = 0, literal_last_row_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace raccordo::codecs
