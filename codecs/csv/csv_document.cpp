#include "codecs/csv/csv_document.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "base/comparable_name.hpp"
#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// Maximum number of columns for which near names are searched: a longer header is not a header.
constexpr std::size_t kLookedAt = 400;

/// Byte order marks before the first name: of concatenated documents, or written twice, also as the three
/// letters that they are in Windows-1252.
std::string_view without_marks(std::string_view name) {
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xC3\xAF\xC2\xBB\xC2\xBF"}) {
    while (name.starts_with(mark)) name.remove_prefix(mark.size());
  }
  return base::trim(name);
}

std::size_t column_number(const std::string& name) {
  std::size_t number = 1;
  std::from_chars(name.data(), name.data() + name.size(), number);
  return number - 1;
}

std::unique_ptr<TranscodingSource> transcode(const CompiledProfile& profile, ByteSource& input) {
  if (is_utf8_name(profile.encoding)) return nullptr;
  return std::make_unique<TranscodingSource>(input, profile.encoding);
}

}  // namespace

CsvDocument::CsvDocument(const CompiledProfile& profile, ByteSource& input, std::size_t limit)
    : profile_(profile),
      transcoded_(transcode(profile, input)),
      reader_(transcoded_ ? static_cast<ByteSource&>(*transcoded_) : input, profile.csv, limit) {}

std::optional<base::Fault> CsvDocument::enter() {
  reader_.take_separator_line();
  for (std::size_t i = 0; i < profile_.csv.skip_lines; ++i) {
    reader_.skip_line();
    reader_.take_separator_line();
  }
  return profile_.csv.header ? enter_by_header() : enter_by_numbers();
}

bool CsvDocument::read(CsvRow& row) {
  if (first_) {
    row = std::move(*first_);
    first_.reset();
    return true;
  }
  do {
    if (reader_.read(row) == CsvReader::Read::end) return false;
  } while (row.is_blank());
  return true;
}

std::optional<base::Fault> CsvDocument::enter_by_header() {
  if (!read(header_)) return base::fault("the document is empty; send at least the header row");
  if (header_.is_large) return base::fault("the header row is too large; check delimiter and quotes");
  if (header_.torn || header_.stray)
    return base::fault("a quote in the header, in row " + std::to_string(header_.number) +
                       ", is not closed before a delimiter; correct the quotes");
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const auto name = base::trim(header_.cell(i));
    if (base::find_bad_utf8(name))
      return base::fault("the header is not in the expected encoding; send " + encoding());
    names_.emplace_back(i == 0 ? without_marks(name) : name);
  }
  reader_.expect_width(names_.size());
  return find_columns();
}

std::optional<base::Fault> CsvDocument::find_columns() {
  const auto find = [&](const std::string& wanted) {
    return std::find(names_.begin(), names_.end(), wanted);
  };
  std::vector<std::string> missing;
  for (const auto& wanted : profile_.columns) {
    if (find(wanted) == names_.end()) missing.push_back(wanted);
  }
  if (!missing.empty()) return base::fault(missing_columns(missing));
  for (const auto& wanted : profile_.columns) {
    const auto found = find(wanted);
    // An unread column may be repeated.
    if (std::find(found + 1, names_.end(), wanted) != names_.end())
      return base::fault("the column `" + wanted + "` occurs twice in the header; keep one");
    slots_.push_back(static_cast<std::size_t>(found - names_.begin()));
  }
  if (!profile_.csv.group_by.empty())
    key_column_ = static_cast<std::size_t>(find(profile_.csv.group_by) - names_.begin());
  return std::nullopt;
}

std::string CsvDocument::missing_columns(const std::vector<std::string>& missing) const {
  const bool one = missing.size() == 1;
  std::string message = one ? "the column " : "the columns ";
  std::string near_ones;
  const bool searched = names_.size() > 1 && names_.size() <= kLookedAt;
  const std::vector<std::string_view> known(names_.begin(), names_.end());
  for (const auto& wanted : missing) {
    if (&wanted != &missing.front()) message += ", ";
    message += "`" + wanted + "`";
    const auto near = searched ? base::nearest_name(wanted, known) : std::string();
    if (near.empty()) continue;
    near_ones += (near_ones.empty() ? "" : ", ") + ("`" + near + "` for `" + wanted + "`");
    if (base::comparable_name(near) == base::comparable_name(wanted))
      near_ones += " (they differ only in letter case, blanks or characters that cannot be seen)";
  }
  message += one ? " is missing in the header; " : " are missing in the header; ";
  if (names_.size() == 1) {
    message += "the delimiter expected is `" + std::string(1, profile_.csv.delimiter) + "`";
  } else if (near_ones.empty()) {
    message += one ? "add it" : "add them";
  } else {
    message += "the header has " + near_ones + ": name each as the source does";
  }
  return message + quoted_header();
}

/// Whether the header may be shown: a title alone in its row, or a row of which a quarter looks like names of
/// the profile. Any other row is the row of a case, with names of persons and identifiers.
bool CsvDocument::looks_like_names() const {
  const std::vector<std::string_view> wanted(profile_.columns.begin(), profile_.columns.end());
  std::size_t filled = 0, like_names = 0;
  for (const auto& name : names_) {
    if (name.empty()) continue;
    ++filled;
    if (filled <= kLookedAt && !base::nearest_name(name, wanted).empty()) ++like_names;
  }
  return filled <= 1 || like_names * 4 >= std::min(filled, kLookedAt);
}

/// The row read as header, if it is a title.
std::string CsvDocument::quoted_header() const {
  constexpr std::size_t kLongest = 120, kDigits = 5;
  const auto skipped = profile_.csv.skip_lines;
  const auto out = (skipped == 0 ? std::string()
                                 : "; the profile skips the first " +
                                       (skipped == 1 ? "line" : std::to_string(skipped) + " lines")) +
                   "; row " + std::to_string(header_.number) + " was read as the header";
  const auto has_digits = [](const std::string& name) {
    return std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) >
           static_cast<std::ptrdiff_t>(kDigits);
  };
  if (!looks_like_names() || std::any_of(names_.begin(), names_.end(), has_digits))
    return out + " and seems to hold values, not names; send a header row";
  std::string shown;
  for (const auto& name : names_) {
    if (!shown.empty()) shown += profile_.csv.delimiter;
    shown += name;
  }
  if (shown.size() > kLongest) {
    auto end = kLongest;
    while ((static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) --end;
    shown.replace(end, std::string::npos, "...");
  }
  return out + ": `" + shown + "`";
}

std::optional<base::Fault> CsvDocument::enter_by_numbers() {
  for (const auto& wanted : profile_.columns) slots_.push_back(column_number(wanted));
  if (!profile_.csv.group_by.empty()) key_column_ = column_number(profile_.csv.group_by);
  CsvRow row;
  if (!read(row)) return base::fault("the document is empty; send at least one row");
  for (std::size_t i = 0; i < row.size(); ++i) names_.push_back(std::to_string(i + 1));
  reader_.expect_width(names_.size());
  first_ = std::move(row);
  return std::nullopt;
}

std::string_view CsvDocument::key_of(const CsvRow& row) const {
  return key_column_ < row.size() ? base::trim(row.cell(key_column_)) : std::string_view();
}

bool CsvDocument::repeats_header(const CsvRow& row) const {
  if (!profile_.csv.header || row.size() != names_.size() || names_.size() < 2) return false;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const auto cell = base::trim(row.cell(i));
    if ((i == 0 ? without_marks(cell) : cell) != names_[i]) return false;
  }
  return true;
}

}  // namespace raccordo::codecs
