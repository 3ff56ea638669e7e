// FileSource: a file (or standard input) as the bytes of a document. Used by `decode` and `import`.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "codecs/decoder.hpp"

namespace raccordo::app {

class FileSource final : public codecs::ByteSource {
 public:
  /// `-` is standard input. The fault says why the file cannot be read.
  static base::Result<std::unique_ptr<FileSource>> open(const std::string& path);
  std::size_t read(char* into, std::size_t capacity) override;
  /// False for a pipe.
  bool rewind() override;
  std::uint64_t size() const { return size_; }  ///< 0 if unknown
  std::uint64_t position() const { return position_; }

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  FileSource(File file, std::uint64_t size) : file_(std::move(file)), size_(size) {}
  File file_;
  std::uint64_t size_ = 0, position_ = 0;
};

/// The format of a file of this source: by its ending if a json source takes NDJSON (`.ndjson`, `.jsonl`),
/// else that of the profile.
model::DocumentFormat body_format_of(const codecs::Profile& profile, const std::string& path);

}  // namespace raccordo::app
