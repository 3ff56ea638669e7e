// A new file that gets its name only once it is whole and durable. Errors: base::SystemFault,
// base::StorageFull.
#pragma once

#include <filesystem>
#include <string_view>

namespace raccordo::app {

/// Threads: one at a time.
class DurableFile {
 public:
  /// Writes to `file` with `.part-` and the number of the process at its end, for this user only. Removes
  /// such files of programs that were killed.
  explicit DurableFile(std::filesystem::path file);
  /// Without commit() nothing is left.
  ~DurableFile();
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;
  void write(std::string_view bytes);
  /// Flushes, then names the file; an existing one is never replaced. Call once.
  void commit();

 private:
  std::filesystem::path file_, part_;
  int descriptor_ = -1;
};

/// Makes new names in the folder durable.
void sync_folder_of(const std::filesystem::path& file);

}  // namespace raccordo::app
