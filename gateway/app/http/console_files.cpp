#include "app/http/console_files.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include "base/digest.hpp"
#include "base/result.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kHashedFolder = "assets/";

struct MediaType {
  std::string_view ending, media_type;
};
/// Files with another ending are not served.
constexpr std::array<MediaType, 9> kMediaTypes = {{{".html", "text/html; charset=utf-8"},
                                                   {".js", "text/javascript; charset=utf-8"},
                                                   {".css", "text/css; charset=utf-8"},
                                                   {".svg", "image/svg+xml"},
                                                   {".png", "image/png"},
                                                   {".woff2", "font/woff2"},
                                                   {".woff", "font/woff"},
                                                   {".json", "application/json"},
                                                   {".txt", "text/plain; charset=utf-8"}}};

std::string_view media_type_of(std::string_view name) {
  for (const auto& [ending, media_type] : kMediaTypes) {
    if (name.ends_with(ending)) return media_type;
  }
  return "";
}

std::string read_whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) throw base::SystemFault("cannot read " + file.string());
  return bytes;
}

ConsoleFile read_file(const fs::path& file, const std::string& name) {
  ConsoleFile read;
  read.bytes = read_whole(file);
  auto packed = file;
  packed += ".gz";
  if (fs::is_regular_file(packed)) read.gzip = read_whole(packed);
  read.media_type = media_type_of(name);
  constexpr std::size_t kTag = 32;
  read.etag = "\"" + base::sha256_hex(read.bytes).substr(0, kTag) + "\"";
  read.hashed = name.starts_with(kHashedFolder);
  return read;
}

}  // namespace

ConsoleFiles ConsoleFiles::load(const fs::path& folder) {
  ConsoleFiles loaded;
  if (!fs::is_regular_file(folder / kIndex)) return loaded;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    const auto name = entry.path().lexically_relative(folder).generic_string();
    if (media_type_of(name).empty()) continue;
    loaded.files_.emplace(name, read_file(entry.path(), name));
  }
  return loaded;
}

const ConsoleFile* ConsoleFiles::find(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

std::optional<fs::path> find_console_folder() {
  std::error_code wrong;
  const auto program = fs::read_symlink("/proc/self/exe", wrong);
  if (wrong) return std::nullopt;
  for (const auto* place : {"console", "../console", "../share/raccordo/console"}) {
    auto folder = (program.parent_path() / place).lexically_normal();
    if (fs::is_regular_file(folder / kIndex, wrong)) return folder;
  }
  return std::nullopt;
}

}  // namespace raccordo::app
