// StoreCare for SQLite: watches the files, counts the commits, writes the identity file.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <string>

#include "store/interface/store_care.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/store_identity.hpp"
#include "store/sqlite/wal.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

/// Checks that the files under these names are the open ones; writes to replaced files would be lost.
/// Threads: all members from any thread.
class FileWatch {
 public:
  /// The file must be open already. PostgreSQL has none: the session looks when it connects (open.hpp).
  explicit FileWatch(const StorePlace& place);
  /// Throws base::SystemFault from the first time that it finds another file.
  void check();

 private:
  struct Id {
    dev_t device = 0;
    ino_t number = 0;
    bool operator==(const Id&) const = default;
  };
  static Id id_of(const std::string& file);
  const std::string file_;  ///< "": nothing to watch
  const Id store_;
  std::mutex mutex_;
  Id log_;  ///< of the write-ahead log, from when it is first seen
  bool replaced_ = false;
};

class SqliteCare final : public StoreCare {
 public:
  /// All must outlive it.
  SqliteCare(std::string file, FileWatch& watch, SqliteReaders& readers, SqliteWriter& writer,
             std::shared_ptr<const PgWatch> server)
      : file_(std::move(file)),
        watch_(watch),
        readers_(readers),
        writer_(writer),
        server_(std::move(server)) {}
  WriteFigures writes() override { return writer_.figures(); }
  StoreMedium medium() const override { return server_ ? StoreMedium::server : StoreMedium::file; }
  std::optional<StoreTrouble> trouble() const override;
  void probe(base::Instant now) override;
  std::uint64_t free_bytes() override;
  std::uint64_t log_bytes() override { return wal_bytes(file_); }
  void check_in_place() override;
  void keep_mark() override;
  StoredTimes times() override;
  void rely_on(base::Instant now, Done<bool> done) override;

 private:
  const std::string file_;
  FileWatch& watch_;
  SqliteReaders& readers_;
  SqliteWriter& writer_;
  const std::shared_ptr<const PgWatch> server_;  ///< nothing with a file
  std::mutex mutex_;
  std::int64_t commits_kept_ = -1;
};

/// As store::identity_fault (store/open/store_check.hpp).
std::optional<std::string> stored_identity_fault(const StorePlace& place);

}  // namespace raccordo::store
