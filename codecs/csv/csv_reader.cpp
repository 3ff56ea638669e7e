#include "codecs/csv/csv_reader.hpp"

#include <algorithm>

namespace raccordo::codecs {

CsvReader::CsvReader(ByteSource& source, const CsvDialect& dialect, std::size_t limit)
    : window_(source), dialect_(dialect), limit_(limit) {
  for (const char c : {dialect.delimiter, '\r', '\n'}) ends_cell_[static_cast<unsigned char>(c)] = true;
}

bool CsvReader::begin_row(CsvRow& row) {
  if (after_return_ && window_.peek() == '\n') window_.advance(1);
  after_return_ = false;
  if (window_.peek() == -1) return false;
  row.bytes.clear();
  row.ends.clear();
  row.stray.reset();
  row.is_large = false;
  row.number = ++rows_;
  row.line = line_;
  state_ = State::cell_start;
  return true;
}

CsvReader::Read CsvReader::read(CsvRow& row) {
  if (!begin_row(row)) return Read::end;
  while (state_ != State::row_end) {
    const auto bytes = window_.rest();
    if (bytes.empty()) {
      if (state_ == State::quoted) {
        row.line = opened_;
        return Read::open_quote;
      }
      end_cell(row);
      break;
    }
    window_.advance(step(bytes, row));
  }
  ++line_;
  return Read::row;
}

void CsvReader::keep(std::string_view bytes, CsvRow& row) const {
  if (row.bytes.size() + row.ends.size() + bytes.size() > limit_)
    row.is_large = true;
  else if (!row.is_large)
    row.bytes.append(bytes);
}

/// Takes a stretch of bytes by the state; returns how many.
std::size_t CsvReader::step(std::string_view bytes, CsvRow& row) {
  const char first = bytes.front();
  const bool is_quote = dialect_.quote != '\0' && first == dialect_.quote;
  switch (state_) {
    case State::cell_start:
      if (!is_quote) break;
      state_ = State::quoted;
      opened_ = line_;
      return 1;
    case State::quoted:
      return quoted(bytes, row);
    case State::quote_seen:
      if (is_quote) {
        keep(bytes.substr(0, 1), row);
        state_ = State::quoted;
        return 1;
      }
      if (!ends_cell_[static_cast<unsigned char>(first)] && !row.stray) row.stray = row.size();
      break;
    case State::plain:
    case State::row_end:
      break;
  }
  state_ = State::plain;
  return plain(bytes, row);
}

std::size_t CsvReader::quoted(std::string_view bytes, CsvRow& row) {
  const auto end = std::min(bytes.find(dialect_.quote), bytes.size());
  const auto text = bytes.substr(0, end);
  line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  keep(text, row);
  if (end == bytes.size()) return end;
  state_ = State::quote_seen;
  return end + 1;
}

std::size_t CsvReader::plain(std::string_view bytes, CsvRow& row) {
  std::size_t end = 0;
  while (end < bytes.size() && !ends_cell_[static_cast<unsigned char>(bytes[end])]) ++end;
  keep(bytes.substr(0, end), row);
  if (end == bytes.size()) return end;
  // Cells cost memory even where they are empty.
  if (row.size() < limit_)
    end_cell(row);
  else
    row.is_large = true;
  state_ = State::cell_start;
  if (bytes[end] != dialect_.delimiter) {
    after_return_ = bytes[end] == '\r';
    state_ = State::row_end;
  }
  return end + 1;
}

}  // namespace raccordo::codecs
