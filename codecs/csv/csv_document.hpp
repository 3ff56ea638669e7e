// CsvDocument: one CSV document from its first line: separator line, skipped lines, header, then its rows
// without blank ones. Read once by CsvFramer, and before that by CsvGroups if rows form groups.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "codecs/csv/csv_reader.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {

class CsvDocument {
 public:
  /// Both must outlive it.
  CsvDocument(const CompiledProfile& profile, ByteSource& input, std::size_t limit);

  /// Reads up to the first row. The fault says why the document cannot be read; header() is its place.
  std::optional<base::Fault> enter();
  /// The next row that is not blank; false at the end.
  bool read(CsvRow& row);

  const CsvRow& header() const { return header_; }
  const std::vector<std::string>& names() const { return names_; }  ///< of each column
  const std::vector<std::size_t>& slots() const { return slots_; }  ///< column of CompiledProfile::columns
  /// The value of the `group_by` column, trimmed; empty if there is none.
  std::string_view key_of(const CsvRow& row) const;
  /// True if the row repeats the header.
  bool repeats_header(const CsvRow& row) const;
  /// See TranscodingSource; 0 without conversion.
  std::uint64_t utf8_line() const { return transcoded_ ? transcoded_->utf8_line() : 0; }

 private:
  std::optional<base::Fault> enter_by_header();
  std::optional<base::Fault> enter_by_numbers();
  std::optional<base::Fault> find_columns();
  std::string missing_columns(const std::vector<std::string>& missing) const;
  bool looks_like_names() const;
  std::string quoted_header() const;
  std::string encoding() const { return profile_.encoding.empty() ? "UTF-8" : profile_.encoding; }

  const CompiledProfile& profile_;
  std::unique_ptr<TranscodingSource> transcoded_;
  CsvReader reader_;
  CsvRow header_;
  std::optional<CsvRow> first_;  ///< read to find the width if there is no header
  std::vector<std::string> names_;
  std::vector<std::size_t> slots_;
  std::size_t key_column_ = 0;
};

}  // namespace raccordo::codecs
