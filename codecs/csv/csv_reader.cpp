#include "codecs/csv/csv_reader.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// White space, and the padding that old systems write at the end of a file: NUL and Ctrl-Z.
constexpr std::string_view kPadding{" \t\r\n\f\v\0\x1A", 8};

/// Line feeds; carriage returns if there is no line feed (old Macintosh files).
std::uint64_t count_lines(std::string_view text) {
  const auto feeds = std::count(text.begin(), text.end(), '\n');
  return static_cast<std::uint64_t>(feeds != 0 ? feeds : std::count(text.begin(), text.end(), '\r'));
}

}  // namespace

CsvReader::CsvReader(ByteSource& source, const CsvDialect& dialect, std::size_t limit)
    : window_(source), dialect_(dialect), limit_(limit) {
  set_delimiter(dialect.delimiter);
}

void CsvReader::set_delimiter(char delimiter) {
  ends_cell_ = {};
  dialect_.delimiter = delimiter;
  for (const char c : {delimiter, '\r', '\n'}) ends_cell_[static_cast<unsigned char>(c)] = true;
}

bool CsvReader::begin_row(CsvRow& row) {
  if (after_return_ && window_.peek() == '\n') window_.advance(1);
  after_return_ = false;
  while (dialect_.comment != '\0' && window_.peek() == static_cast<unsigned char>(dialect_.comment))
    skip_line();
  if (after_return_ && window_.peek() == '\n') window_.advance(1);
  after_return_ = false;
  if (window_.peek() == -1) return false;
  row.bytes.clear();
  row.ends.clear();
  row.stray.reset();
  row.torn.reset();
  row.is_large = row.has_content = false;
  is_literal_ = window_.offset() < literal_until_;
  row.number = ++rows_;
  row.line = line_;
  several_.reset();
  is_chain_ = false;
  state_ = State::cell_start;
  return true;
}

CsvReader::Read CsvReader::read(CsvRow& row) {
  if (!begin_row(row)) return Read::end;
  for (;;) {
    if (state_ == State::row_end) {
      if (end_row(row)) break;
      continue;
    }
    const auto bytes = window_.rest();
    if (!bytes.empty()) {
      const auto count = step(bytes, row);
      taken_ += count;
      window_.advance(count);
    } else if (state_ == State::quoted) {
      read_again(row, StrayQuote::Fault::never_closed);
    } else {
      const auto filled = row.bytes.find_last_not_of(std::string_view("\0\x1A", 2));
      const auto last = row.ends.empty() ? 0 : row.ends.back();
      row.bytes.resize(std::max<std::size_t>(last, filled == std::string::npos ? 0 : filled + 1));
      end_cell(row);
      if (state_ == State::quote_seen && quote_.crosses_lines) note_several();
      state_ = State::row_end;
    }
  }
  window_.let_go();
  ++line_;
  return Read::row;
}

/// False if the row must be read again, because its quotes contain other rows.
bool CsvReader::end_row(CsvRow& row) {
  if (!several_ || row.is_large || !holds_rows(row, *several_)) return true;
  if (!is_chain_) {
    quote_ = *several_;
    several_.reset();
  }
  read_again(row, StrayQuote::Fault::holds_rows);
  return false;
}

/// The lines of a quoted cell that spans lines, counted as if quotes were plain text.
bool CsvReader::holds_rows(const CsvRow& row, const Mark& mark) const {
  if (width_ == 0) return false;
  if (row.size() < width_) return true;
  if (row.size() > width_ && row.bytes.size() > row.ends[width_ - 1]) return true;
  if (width_ == 1) return false;
  constexpr std::size_t kTelling = 4;  // so many cells do not match by chance
  std::size_t delimiters = mark.cells, lines = 0, whole = 0, sum = 0;
  bool first_is_whole = false;
  const auto end_line = [&] {
    const bool is_whole = delimiters + 1 == width_;
    first_is_whole = lines++ == 0 ? is_whole : first_is_whole;
    whole += is_whole ? 1U : 0U;
    sum += delimiters;
    delimiters = 0;
  };
  auto text = window_.since(mark.offset);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == dialect_.delimiter) ++delimiters;
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) end_line();
  }
  end_line();
  if (width_ < kTelling) return whole == lines;
  // Either both ends are rows, or a row follows one that spans lines itself.
  const bool is_sum_of_rows = sum >= 2 * (width_ - 1) && sum % (width_ - 1) == 0;
  return first_is_whole ? whole >= 2 : whole >= 1 && is_sum_of_rows;
}

/// The quoted cell that ends here spans lines.
void CsvReader::note_several() {
  is_chain_ = several_.has_value();
  if (!several_) several_ = quote_;
}

void CsvReader::open_quote(const CsvRow& row) {
  quote_ = {window_.offset(), line_, row.bytes.size(), row.size(), row.has_content, false};
  window_.keep_from(several_ ? several_->offset : quote_.offset);
}

void CsvReader::read_again(CsvRow& row, StrayQuote::Fault fault) {
  const auto mark = several_.value_or(quote_);
  const auto passed = count_lines(base::trim(window_.since(mark.offset)));
  row.torn = StrayQuote{fault, mark.cells, row.number + passed};
  if (several_) {
    literal_until_ = window_.offset();
    literal_last_row_ = row.torn->last_row;
  }
  row.stray.reset();
  row.bytes.resize(mark.bytes);
  row.ends.resize(mark.cells);
  row.has_content = mark.had_content;
  row.is_large = false;
  window_.go_back(mark.offset);
  window_.let_go();
  line_ = mark.line;
  several_.reset();
  after_return_ = false;
  is_literal_ = true;
  state_ = State::plain;
}

void CsvReader::keep(std::string_view bytes, CsvRow& row) const {
  row.has_content = row.has_content || bytes.find_first_not_of(kPadding) != std::string_view::npos;
  if (row.bytes.size() + row.ends.size() + bytes.size() > limit_)
    row.is_large = true;
  else if (!row.is_large)
    row.bytes.append(bytes);
}

/// Processes a block of bytes by the state; returns how many.
std::size_t CsvReader::step(std::string_view bytes, CsvRow& row) {
  const char first = bytes.front();
  const bool is_quote = dialect_.quote != '\0' && first == dialect_.quote;
  switch (state_) {
    case State::cell_start:
      if (!is_quote) break;
      if (is_literal_) {
        if (!row.torn) row.torn = {StrayQuote::Fault::text_follows, row.size(), literal_last_row_};
        break;
      }
      state_ = State::quoted;
      open_quote(row);
      return 1;
    case State::quoted:
      return quoted(bytes, row);
    case State::quote_seen:
      if (is_quote) {
        keep(bytes.substr(0, 1), row);
        state_ = State::quoted;
        return 1;
      }
      if (!ends_cell_[static_cast<unsigned char>(first)]) {
        if (quote_.crosses_lines) {
          read_again(row, StrayQuote::Fault::text_follows);
          return 0;
        }
        if (!row.stray) row.stray = row.size();
      }
      if (quote_.crosses_lines) note_several();
      break;
    case State::plain:
    case State::row_end:
      break;
  }
  state_ = State::plain;
  return plain(bytes, row);
}

std::size_t CsvReader::quoted(std::string_view bytes, CsvRow& row) {
  if (window_.offset() - (several_ ? several_->offset : quote_.offset) > limit_) {
    read_again(row, StrayQuote::Fault::too_long);
    return 0;
  }
  const auto end = std::min(bytes.find(dialect_.quote), bytes.size());
  const auto text = bytes.substr(0, end);
  line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  quote_.crosses_lines = quote_.crosses_lines || text.find_first_of("\r\n") != std::string_view::npos;
  keep(text, row);
  if (end == bytes.size()) return end;
  state_ = State::quote_seen;
  return end + 1;
}

std::size_t CsvReader::plain(std::string_view bytes, CsvRow& row) {
  if (several_ && window_.offset() - several_->offset > limit_) {
    read_again(row, StrayQuote::Fault::too_long);
    return 0;
  }
  std::size_t end = 0;
  while (end < bytes.size() && !ends_cell_[static_cast<unsigned char>(bytes[end])]) ++end;
  keep(bytes.substr(0, end), row);
  if (end == bytes.size()) return end;
  // Empty cells need memory, too.
  if (row.size() < limit_)
    end_cell(row);
  else
    row.is_large = true;
  if (!several_) window_.let_go();
  state_ = State::cell_start;
  if (bytes[end] != dialect_.delimiter) {
    after_return_ = bytes[end] == '\r';
    state_ = State::row_end;
  }
  return end + 1;
}

bool CsvReader::take_separator_line() {
  std::string_view line;
  constexpr std::size_t kLongest = 8;  // "sep=;" in quotes, and a line end
  std::string start;
  window_.keep_from(window_.offset());
  const auto begin = window_.offset();
  while (start.size() < kLongest) {
    const int next = window_.peek();
    if (next == -1 || next == '\n' || next == '\r') break;
    start += static_cast<char>(next);
    window_.advance(1);
  }
  line = start;
  if (line.size() > 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  const bool is_separator = line.size() == 5 && base::to_lower_ascii(line.substr(0, 4)) == "sep=";
  const char delimiter = is_separator ? line.back() : '\0';
  window_.go_back(begin);
  window_.let_go();
  if (!is_separator) return false;
  skip_line();
  set_delimiter(delimiter);
  return true;
}

void CsvReader::skip_line() {
  if (after_return_ && window_.peek() == '\n') window_.advance(1);
  after_return_ = false;
  if (window_.peek() == -1) return;
  ++rows_;
  ++line_;
  for (;;) {
    const auto bytes = window_.rest();
    const auto end = bytes.find_first_of("\r\n");
    if (bytes.empty()) return;
    window_.advance(std::min(end, bytes.size()));
    if (end == std::string_view::npos) continue;
    after_return_ = bytes[end] == '\r';
    window_.advance(1);
    return;
  }
}

}  // namespace raccordo::codecs
