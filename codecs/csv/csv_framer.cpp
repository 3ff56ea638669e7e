#include "codecs/csv/csv_framer.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <span>

#include "base/text.hpp"
#include "codecs/csv/csv_format.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using model::Place;

std::string suggest_column(std::string_view wanted, std::span<const std::string_view> known) {
  const auto near = base::nearest_name(wanted, known);
  return near.empty() ? "; add it" : "; did you mean it by `" + near + "`?";
}

std::string row_name(const CsvRow& row) { return "row " + std::to_string(row.number); }

}  // namespace

CsvFramer::CsvFramer(const CompiledProfile& profile, std::unique_ptr<ByteSource> transcoded,
                     ByteSource& input, const DecodeLimits& limits)
    : profile_(profile),
      transcoded_(std::move(transcoded)),
      reader_(transcoded_ ? *transcoded_ : input, profile.csv, limits.record),
      limit_(limits.record) {}

bool CsvFramer::lose(const CsvRow& row, std::string message) {
  state_ = State::over;
  has_ahead_ = false;
  auto& issue = end_.broken.emplace();
  issue.code = end_.records == 0 ? IssueCode::malformed_document : IssueCode::truncated_document;
  issue.outcome = model::Outcome::rejected;
  issue.at = {Place::Kind::csv, "", row.number};
  issue.message = std::move(message);
  return false;
}

bool CsvFramer::enter() {
  state_ = State::within;
  if (!profile_.csv.header) return enter_by_numbers();
  CsvRow header;
  CsvReader::Read read;
  do {
    read = reader_.read(header);
  } while (read == CsvReader::Read::row && header.is_blank());
  if (read == CsvReader::Read::end)
    return lose(header, "the document is empty; send at least the header row");
  if (read == CsvReader::Read::open_quote)
    return lose(header,
                "a quote in the header, opened at line " + std::to_string(header.line) + ", is never closed");
  if (header.is_large) return lose(header, "the header row is too large; check delimiter and quotes");
  return enter_by_header(header);
}

bool CsvFramer::enter_by_header(const CsvRow& header) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto name = base::trim(header.cell(i));
    if (base::find_bad_utf8(name))
      return lose(header, "the header is not in the expected encoding; send " +
                              (profile_.encoding.empty() ? std::string("UTF-8") : profile_.encoding));
    names.emplace_back(name);
    if (!name.empty() && !seen.insert(names.back()).second)
      return lose(header, "the column `" + names.back() + "` stands twice in the header; keep one");
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  std::vector<std::size_t> slots;
  for (const auto& wanted : profile_.columns) {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end())
      return lose(header, "the column `" + wanted + "` is missing in the header" +
                              (names.size() == 1 ? "; the delimiter expected is `" +
                                                       std::string(1, profile_.csv.delimiter) + "`"
                                                 : suggest_column(wanted, known)));
    slots.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  if (!profile_.csv.group_by.empty()) {
    const auto key = std::find(names.begin(), names.end(), profile_.csv.group_by);
    key_column_ = static_cast<std::size_t>(key - names.begin());
  }
  view_.set_columns(std::move(names), std::move(slots));
  return true;
}

bool CsvFramer::enter_by_numbers() {
  std::vector<std::string> names;
  std::vector<std::size_t> slots;
  const auto column_of = [](const std::string& name) {
    std::size_t number = 1;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number - 1;
  };
  for (const auto& wanted : profile_.columns) slots.push_back(column_of(wanted));
  if (!profile_.csv.group_by.empty()) key_column_ = column_of(profile_.csv.group_by);
  if (!read_ahead()) {
    if (!end_.broken) return lose(ahead_, "the document is empty; send at least one row");
    return false;
  }
  for (std::size_t i = 0; i < ahead_.size(); ++i) names.push_back(std::to_string(i + 1));
  view_.set_columns(std::move(names), std::move(slots));
  return true;
}

bool CsvFramer::read_ahead() {
  has_ahead_ = false;
  do {
    const auto read = reader_.read(ahead_);
    if (read == CsvReader::Read::end) {
      state_ = State::over;
      return false;
    }
    if (read == CsvReader::Read::open_quote)
      return lose(ahead_, "the quote opened at line " + std::to_string(ahead_.line) +
                              " is never closed; close it and send the document again");
  } while (ahead_.is_blank() && !ahead_.is_large);
  has_ahead_ = true;
  return true;
}

std::string_view CsvFramer::key_of(const CsvRow& row) const {
  return key_column_ < row.size() ? base::trim(row.cell(key_column_)) : std::string_view();
}

bool CsvFramer::joins(std::string_view key) const {
  return !profile_.csv.group_by.empty() && !key.empty() && !ahead_.is_large && key_of(ahead_) == key;
}

void CsvFramer::take_ahead() {
  if (rows_.size() == count_) rows_.emplace_back();
  std::swap(rows_[count_++], ahead_);
  has_ahead_ = false;
}

std::optional<Framer::Item> CsvFramer::next() {
  if (state_ == State::before && !enter()) return std::nullopt;
  if (!has_ahead_ && (state_ == State::over || !read_ahead())) return std::nullopt;
  Item item{&view_, end_.records + 1, {}};
  count_ = 0;
  std::size_t bytes = ahead_.bytes.size();
  bool is_large = ahead_.is_large;
  check(ahead_, item);
  take_ahead();
  if (!profile_.csv.group_by.empty()) {
    const std::string key(key_of(rows_.front()));
    while (read_ahead() && joins(key)) {
      bytes += ahead_.bytes.size();
      is_large = is_large || bytes > limit_;
      check(ahead_, item);
      if (!is_large) take_ahead();
    }
    // The lost rows may have belonged to this record: half a record must not pass for a whole one.
    if (end_.broken) return std::nullopt;
  }
  view_.open(rows_, count_);
  if (is_large) {
    item.view = nullptr;
    item.bad.clear();
    add(item, IssueCode::record_too_large, rows_.front(), "",
        "the record from " + row_name(rows_.front()) + " on is larger than " + std::to_string(limit_) +
            " bytes; check its quotes or send less in one record");
  }
  ++end_.records;
  return item;
}

model::Issue& CsvFramer::add(Item& item, IssueCode code, const CsvRow& row, std::string column,
                             std::string message) const {
  auto& issue = item.bad.emplace_back();
  issue.record = item.number;
  issue.code = code;
  issue.at = {Place::Kind::csv, std::move(column), row.number};
  issue.message = std::move(message);
  return issue;
}

void CsvFramer::check(const CsvRow& row, Item& item) const {
  const auto width = view_.width();
  if (row.size() < width)
    add(item, IssueCode::missing_field, row, view_.column_name(row.size()),
        row_name(row) + " has " + std::to_string(row.size()) + " cells where " + std::to_string(width) +
            " are expected; check delimiters and quotes");
  for (std::size_t i = width; i < row.size(); ++i) {
    if (base::trim(row.cell(i)).empty()) continue;
    add(item, IssueCode::unknown_item, row, "",
        row_name(row) + " has " + std::to_string(row.size()) + " cells where " + std::to_string(width) +
            " are expected; quote cells that hold the delimiter");
    break;
  }
  if (row.stray)
    add(item, IssueCode::malformed_document, row, view_.column_name(*row.stray),
        "text follows the closing quote; double the quotes inside a quoted cell");
  check_encoding(row, item);
}

void CsvFramer::check_encoding(const CsvRow& row, Item& item) const {
  if (!base::find_bad_utf8(row.bytes)) return;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (base::find_bad_utf8(row.cell(i)))
      add(item, IssueCode::bad_encoding, row, view_.column_name(i),
          "the cell holds bytes that are not " +
              (profile_.encoding.empty() ? std::string("UTF-8") : profile_.encoding) +
              "; send the encoding agreed on");
  }
}

std::unique_ptr<Framer> make_csv_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input) {
  std::unique_ptr<ByteSource> transcoded;
  if (!is_utf8_name(profile.encoding))
    transcoded = std::make_unique<TranscodingSource>(input, profile.encoding);
  return std::make_unique<CsvFramer>(profile, std::move(transcoded), input, context.limits);
}

}  // namespace raccordo::codecs
