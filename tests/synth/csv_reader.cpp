#include "synth/csv_reader.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace raccordo::synth {
namespace {

using Cells = std::vector<std::string>;

/// Takes one row from `rest`.
Cells take_row(std::string_view& rest, char delimiter) {
  Cells cells(1);
  bool quoted = false;
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (c == '"') {
      const bool doubled = quoted && i + 1 < rest.size() && rest[i + 1] == '"';
      if (doubled) {
        cells.back() += rest[++i];
      } else {
        quoted = !quoted;
      }
    } else if (c == delimiter && !quoted) {
      cells.emplace_back();
    } else if (c == '\n' && !quoted) {
      ++i;
      break;
    } else if (c != '\r' || quoted) {
      cells.back() += c;
    }
  }
  rest.remove_prefix(i);
  return cells;
}

}  // namespace

std::vector<CsvRow> read_csv(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  const auto header_line = rest.substr(0, rest.find('\n'));
  const char delimiter = header_line.find(';') == std::string_view::npos ? ',' : ';';
  const Cells header = take_row(rest, delimiter);
  std::vector<CsvRow> rows;
  while (!rest.empty()) {
    const Cells cells = take_row(rest, delimiter);
    CsvRow row;
    for (std::size_t i = 0; i < header.size() && i < cells.size(); ++i) row[header[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

const std::string& cell(const CsvRow& row, std::string_view column) {
  static const std::string nothing;
  const auto found = row.find(column);
  return found == row.end() ? nothing : found->second;
}

}  // namespace raccordo::synth
