// One CSV line, quoted where needed. Used by the two CSV writers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace raccordo::synth {

/// Cells by column name over a fixed header.
class CsvLine {
 public:
  CsvLine(std::vector<std::string_view> header, char delimiter)
      : header_(std::move(header)), delimiter_(delimiter), cells_(header_.size()) {}

  void clear() {
    for (auto& text : cells_) text.clear();
  }
  /// Columns set in header order are found at once.
  void set(std::string_view column, std::string_view value) {
    for (std::size_t tried = 0; tried < header_.size(); ++tried) {
      const std::size_t index = next_++ % header_.size();
      if (header_[index] == column) {
        cells_[index] = value;
        return;
      }
    }
  }
  void append_header(std::string& out) const {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (i > 0) out += delimiter_;
      out += header_[i];
    }
    out += "\r\n";
  }
  void append(std::string& out) const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (i > 0) out += delimiter_;
      append_cell(cells_[i], out);
    }
    out += "\r\n";
  }

 private:
  void append_cell(const std::string& text, std::string& out) const {
    const bool plain =
        text.find_first_of("\"\r\n") == std::string::npos && text.find(delimiter_) == std::string::npos;
    if (plain) {
      out += text;
      return;
    }
    out += '"';
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }

  std::vector<std::string_view> header_;
  char delimiter_;
  std::vector<std::string> cells_;
  std::size_t next_ = 0;  ///< where the search for a column begins
};

}  // namespace raccordo::synth
