#include "synth/document_file.hpp"

#include <iostream>
#include <stdexcept>

namespace raccordo::synth {
namespace {
constexpr std::size_t kBuffer = std::size_t{1} << 20;
}  // namespace

DocumentFile::DocumentFile(const std::filesystem::path& file, std::unique_ptr<DocumentWriter> writer)
    : path_(file), writer_(std::move(writer)) {
  if (path_ != "-") {
    if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path());
    file_.open(path_, std::ios::binary);
    if (!file_) throw std::runtime_error("cannot write " + path_.string());
  }
  buffer_.reserve(kBuffer + (std::size_t{64} << 10));
  buffer_ = writer_->opening();
}

void DocumentFile::flush() {
  std::ostream& out = path_ == "-" ? std::cout : file_;
  out.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path_.string());
  written_ += buffer_.size();
  buffer_.clear();
}

std::uint64_t DocumentFile::append(const SourceCase& item) {
  writer_->append(item, buffer_);
  if (buffer_.size() >= kBuffer) flush();
  return ++records_;
}

void DocumentFile::close() {
  buffer_ += writer_->closing();
  flush();
  file_.close();
}

}  // namespace raccordo::synth
