#include "app/ingest/file_source.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace raccordo::app {

base::Result<std::unique_ptr<FileSource>> FileSource::open(const std::string& path) {
  if (path == "-")
    return std::unique_ptr<FileSource>(new FileSource(File(stdin, [](std::FILE*) { return 0; }), 0));
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return base::fault(path + ": is a folder; name a file");
  File file(std::fopen(path.c_str(), "rb"), [](std::FILE* open) { return std::fclose(open); });
  if (!file) return base::fault(path + ": " + std::strerror(errno));
  const auto size = std::filesystem::file_size(path, error);
  return std::unique_ptr<FileSource>(new FileSource(std::move(file), error ? 0 : size));
}

std::size_t FileSource::read(char* into, std::size_t capacity) {
  const auto count = std::fread(into, 1, capacity, file_.get());
  if (count == 0 && std::ferror(file_.get()) != 0) throw base::SystemFault("reading the document failed");
  position_ += count;
  return count;
}

bool FileSource::rewind() {
  if (std::fseek(file_.get(), 0, SEEK_SET) != 0) return false;
  position_ = 0;
  return true;
}

model::DocumentFormat body_format_of(const codecs::Profile& profile, const std::string& path) {
  return model::body_format_of_file(profile.format(), std::filesystem::path(path).extension().string());
}

}  // namespace raccordo::app
