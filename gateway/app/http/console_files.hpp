// ConsoleFiles: the built web console, read into memory when the gateway starts. Only names found then are
// ever served, so no request reaches the file system. Immutable once loaded.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace raccordo::app {

struct ConsoleFile {
  std::string bytes;
  std::string gzip;  ///< "": no compressed form
  std::string_view media_type;
  std::string etag;     ///< quoted
  bool hashed = false;  ///< its name changes with its content: it may be kept for ever
};

class ConsoleFiles {
 public:
  /// The files below `folder`; none if it has no index.html. Throws base::SystemFault if one cannot be read.
  static ConsoleFiles load(const std::filesystem::path& folder);

  bool empty() const { return files_.empty(); }
  /// `index.html`, `assets/index-C0FFEE.js`; null if there is none.
  const ConsoleFile* find(std::string_view name) const;
  const ConsoleFile& page() const { return files_.find("index.html")->second; }

 private:
  std::map<std::string, ConsoleFile, std::less<>> files_;
};

/// Where the console is if the configuration does not say: beside the program (`console`, `../console`), or
/// where it was installed (`../share/raccordo/console`). Nothing if it is nowhere.
std::optional<std::filesystem::path> find_console_folder();

}  // namespace raccordo::app
