// Stores in clear that exist only while a verb works: the copy that is sealed, the content of a backup that
// is checked or restored. They are removed at the end, also by Ctrl-C and SIGTERM, and those of killed
// programs by the next one.
#pragma once

#include <filesystem>

namespace raccordo::app {

/// A name beside the store for a copy of this process. Removes the copies of processes that have ended.
std::filesystem::path temporary_store(const std::filesystem::path& store);

/// A store file with SQLite's further files. One at a time in a process. From the first one on, SIGINT,
/// SIGTERM and SIGHUP remove it and end the process, and a file that becomes too large is an error, not a
/// signal.
class TemporaryStore {
 public:
  explicit TemporaryStore(std::filesystem::path file);
  ~TemporaryStore();
  TemporaryStore(const TemporaryStore&) = delete;
  TemporaryStore& operator=(const TemporaryStore&) = delete;
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace raccordo::app
