#include "mapping/csv_sheet.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <tuple>
#include <utility>

#include "base/foreign_file.hpp"
#include "base/invisible_character.hpp"
#include "base/plain_file.hpp"
#include "base/text.hpp"

namespace raccordo::mapping {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Files of administrators have fewer columns; further cells of a row are counted, not kept.
constexpr std::size_t kMostColumns = 200;
constexpr std::size_t kAbsent = std::string_view::npos;

/// The separator that is more frequent in the header line.
char detect_separator(std::string_view text) {
  const auto header = text.substr(0, text.find('\n'));
  return std::count(header.begin(), header.end(), ';') > std::count(header.begin(), header.end(), ',') ? ';'
                                                                                                       : ',';
}

}  // namespace

std::string in_quotes(std::string_view text) {
  constexpr std::size_t limit = 100;
  if (text.size() <= limit) return "\"" + std::string(text) + "\"";
  auto end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return "\"" + std::string(text.substr(0, end)) + "...\"";
}

std::string near_name_hint(std::string_view wrong, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest_name = 100;
  if (wrong.size() > longest_name) return {};
  const auto near = base::nearest_name(wrong, candidates);
  return near.empty() ? std::string() : ", did you mean " + in_quotes(near) + "?";
}

void sort_faults(FileFaults& faults) {
  std::stable_sort(faults.begin(), faults.end(), [](const FileFault& left, const FileFault& right) {
    return std::tie(left.file, left.line) < std::tie(right.file, right.line);
  });
}

std::optional<std::string> read_file(const std::filesystem::path& file, FileFaults& faults) {
  if (auto wrong = base::fault_of_file(file)) {
    faults.push_back({file.string(), 0, std::move(*wrong)});
    return std::nullopt;
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream || stream.bad()) {
    // An empty file sets failbit on the output side only, so it does not come here.
    faults.push_back({file.string(), 0, "the file cannot be read; check its permissions"});
    return std::nullopt;
  }
  return std::move(bytes).str();
}

CsvSheet::CsvSheet(std::string_view text, std::string file, std::span<const ColumnSpec> columns,
                   FileFaults& faults, Numbering numbering)
    : rest_(text), text_(text), file_(std::move(file)), faults_(faults), numbering_(numbering) {
  if (is_foreign()) {
    places_.assign(columns.size(), kAbsent);
    readable_ = false;
    rest_ = {};
    return;
  }
  check_encoding();
  if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  separator_ = detect_separator(rest_);
  read_header(columns);
}

/// A file that is not CSV is reported once: its faults as CSV would explain nothing.
bool CsvSheet::is_foreign() {
  std::string is;
  if (const auto file = base::recognise_file(text_)) {
    is = file->is;
  } else if (base::is_web_page(text_)) {
    is = "a web page (HTML)";
  } else if (base::is_utf16(text_)) {
    is = "text in UTF-16";
  } else {
    return false;
  }
  faults_.push_back({file_, 1, "this is " + is + ", not CSV in UTF-8; save the table as CSV in UTF-8"});
  return true;
}

void CsvSheet::check_encoding() {
  std::size_t start = 0;
  int line = 1;
  for (std::size_t found = 0; found < kMostFaults; ++found) {
    const auto bad = base::find_bad_utf8(text_.substr(start));
    if (!bad) return;
    const auto place = start + *bad;
    line += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(start),
                                        text_.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
    faults_.push_back({file_, line, "this line is not UTF-8; save the file as UTF-8"});
    const auto end = text_.find('\n', place);
    if (end == std::string_view::npos) return;
    start = end + 1;
    ++line;
  }
}

void CsvSheet::read_header(std::span<const ColumnSpec> columns) {
  places_.assign(columns.size(), kAbsent);
  if (!read_row()) {
    faults_.push_back({file_, 1, "the file is empty; its first line must name the columns"});
    readable_ = false;
    return;
  }
  if (surplus_ > 0) {
    fault("the first line names " + std::to_string(cells_.size() + surplus_) + " columns; a file may have " +
          std::to_string(kMostColumns) + " at most, remove some");
    readable_ = false;
    return;
  }
  for (const auto cell : cells_) names_.emplace_back(base::trim(cell));
  if (is_separated_otherwise(columns.size())) return;
  for (std::size_t i = 0; i < names_.size(); ++i) place_column(columns, i);
  for (const auto place : places_)
    if (place != kAbsent) least_cells_ = std::max(least_cells_, place + 1);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].need == ColumnNeed::optional || places_[i] != kAbsent) continue;
    fault("the column " + in_quotes(columns[i].name) + " is missing; add it to the first line",
          columns[i].name);
    readable_ = false;
  }
}

/// A header of one cell that has another separator inside is reported once, not as missing columns.
bool CsvSheet::is_separated_otherwise(std::size_t columns) {
  if (names_.size() != 1 || columns < 2) return false;
  const auto at = names_.front().find_first_of("\t|");
  if (at == std::string::npos) return false;
  fault(std::string("the columns are separated by ") + (names_.front()[at] == '|' ? "|" : "tabs") +
        "; save the table as CSV with commas or semicolons");
  readable_ = false;
  return true;
}

void CsvSheet::place_column(std::span<const ColumnSpec> columns, std::size_t position) {
  const auto& name = names_[position];
  const auto before = names_.begin() + static_cast<std::ptrdiff_t>(position);
  if (!name.empty() && std::find(names_.begin(), before, name) != before) {
    fault("the column " + in_quotes(name) + " occurs twice in the first line; remove one");
    return;
  }
  const auto known = std::find_if(columns.begin(), columns.end(),
                                  [&](const ColumnSpec& column) { return column.name == name; });
  if (known != columns.end()) {
    places_[static_cast<std::size_t>(known - columns.begin())] = position;
    return;
  }
  if (name.find_first_of(",;\"\r\n") != std::string::npos) {
    fault("the column " + in_quotes(name) + " has a separator or a quote in its name; give it a plain name");
  }
  more_columns_.push_back(name);
  more_places_.push_back(position);
  std::vector<std::string_view> absent;
  for (const auto& column : columns) {
    if (std::find(names_.begin(), names_.end(), column.name) == names_.end()) absent.push_back(column.name);
  }
  const auto hint = near_name_hint(name, absent);
  if (!hint.empty()) fault("unknown column " + in_quotes(name) + hint);
}

bool CsvSheet::next() {
  while (readable_ && faults_.size() <= kMostFaults && read_row()) {
    const bool blank = std::all_of(cells_.begin(), cells_.end(),
                                   [](std::string_view cell) { return base::trim(cell).empty(); });
    if (blank) continue;
    // Rows written before a further column was added at the end have no cell for it.
    if (cells_.size() >= least_cells_ && cells_.size() < names_.size()) cells_.resize(names_.size());
    if (cells_.size() == names_.size() && surplus_ == 0) {
      if (texts_ == Texts::visible) check_texts();
      return true;
    }
    fault("the row has " + std::to_string(cells_.size() + surplus_) + " cells where the first line has " +
          std::to_string(names_.size()) + "; check separators and quotes");
  }
  return false;
}

void CsvSheet::check_texts() {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto found = base::invisible_character(base::trim(cells_[i]));
    if (!found) continue;
    fault(in_quotes(names_[i]) + " has the character " + *found +
              ", which cannot be seen or changes how the text is shown; remove it",
          names_[i]);
  }
}

bool CsvSheet::read_row() {
  cells_.clear();
  unquoted_.clear();
  surplus_ = 0;
  if (rest_.empty()) return false;
  line_ = next_line_;
  ++row_;
  for (bool more = true; more;) {
    more = read_cell();
    if (cells_.size() <= kMostColumns) continue;
    cells_.pop_back();
    ++surplus_;
  }
  return true;
}

/// Reads one cell and its separator; true if another cell of the row follows.
bool CsvSheet::read_cell() {
  if (rest_.starts_with('"')) {
    if (!read_quoted_cell()) return false;
  } else {
    const std::array<char, 3> ends = {separator_, '\n', '\r'};
    const auto end = rest_.find_first_of(std::string_view(ends.data(), ends.size()));
    cells_.push_back(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end, rest_.size()));
  }
  if (rest_.starts_with(separator_)) {
    rest_.remove_prefix(1);
    return true;
  }
  if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
  if (!rest_.empty()) rest_.remove_prefix(1);
  ++next_line_;
  return false;
}

/// False if the row cannot be read further: the quote is never closed, or text follows it.
bool CsvSheet::read_quoted_cell() {
  std::size_t end = rest_.find('"', 1);
  bool doubled = false;
  while (end != std::string_view::npos && end + 1 < rest_.size() && rest_[end + 1] == '"') {
    doubled = true;
    end = rest_.find('"', end + 2);
  }
  if (end == std::string_view::npos) {
    fault("a quote is opened here and never closed; close it, or double quotes inside the text");
    rest_ = {};
    cells_.clear();
    cells_.resize(names_.size());
    return false;
  }
  auto inner = rest_.substr(1, end - 1);
  next_line_ += static_cast<int>(std::count(inner.begin(), inner.end(), '\n'));
  rest_.remove_prefix(end + 1);
  if (doubled) {
    auto& plain = unquoted_.emplace_back();
    for (std::size_t i = 0; i < inner.size(); ++i) {
      plain += inner[i];
      if (inner[i] == '"') ++i;
    }
    inner = plain;
  }
  cells_.push_back(inner);
  const bool ended = rest_.empty() || rest_[0] == separator_ || rest_[0] == '\n' || rest_[0] == '\r';
  if (!ended) {
    fault("text follows a closing quote; put the quote at the end of the cell");
    const auto stop = rest_.find_first_of(std::string("\n") + separator_);
    rest_.remove_prefix(std::min(stop, rest_.size()));
  }
  return true;
}

std::string_view CsvSheet::cell(std::size_t column) const {
  const auto place = places_[column];
  return place == kAbsent ? std::string_view() : base::trim(cells_[place]);
}

void CsvSheet::fault(std::string message, std::string_view column) {
  faults_.push_back({file_, line(), std::move(message), std::string(column)});
}

std::optional<base::Date> CsvSheet::date(std::size_t column) {
  const auto text = cell(column);
  if (text.empty()) return std::nullopt;
  const auto date = base::parse_iso_date(text);
  if (date && date->is_full()) return date;
  const auto& name = names_[places_[column]];
  fault(in_quotes(name) + " must be a date as 2024-12-31, not " + in_quotes(text), name);
  return std::nullopt;
}

}  // namespace raccordo::mapping
