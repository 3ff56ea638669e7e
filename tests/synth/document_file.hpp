// A document being written to disk or standard output, through a buffer of fixed size, so that memory stays
// flat whatever its length. Used by the sets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "synth/document_writer.hpp"

namespace raccordo::synth {

class DocumentFile {
 public:
  /// Creates folders as needed; `-` is standard output. Throws std::runtime_error.
  DocumentFile(const std::filesystem::path& file, std::unique_ptr<DocumentWriter> writer);
  /// Appends a record; returns its number in the document, from 1.
  std::uint64_t append(const SourceCase& item);
  /// Ends the document. Throws std::runtime_error if it could not be written.
  void close();
  std::uint64_t bytes() const { return written_ + buffer_.size(); }
  std::uint64_t records() const { return records_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  void flush();
  std::filesystem::path path_;
  std::unique_ptr<DocumentWriter> writer_;
  std::ofstream file_;
  std::string buffer_;
  std::uint64_t written_ = 0, records_ = 0;
};

}  // namespace raccordo::synth
