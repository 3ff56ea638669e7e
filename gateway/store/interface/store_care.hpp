// StoreCare: how the store itself is: does the disk take writes, how far has it come, is it still the file
// that was opened, what does its clock say. Asked by housekeeping, `/status` and the metrics; reached by
// CaseStore::care(). Threads and errors: see CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Of this program's writes since it opened the store.
struct WriteFigures {
  std::uint64_t commits = 0;                 ///< transactions that are durable
  std::uint64_t failed = 0;                  ///< writes that came to nothing, of any cause
  std::optional<base::Instant> last_commit;  ///< by the machine's clock
  bool storage_full = false;                 ///< the last write failed for want of room
};

/// What is known of time without asking the clock.
struct StoredTimes {
  base::Instant relied_on;  ///< the newest time that deletion by age relied on; 0: none yet
  base::Instant newest;     ///< the newest time of receipt or act that is stored; 0: nothing is
};

class StoreCare {
 public:
  virtual ~StoreCare() = default;
  virtual WriteFigures writes() = 0;
  /// Writes, waits until that is durable, and reads it back; all that on the calling thread, which must not
  /// be the writer's. Throws if one of them fails.
  virtual void probe(base::Instant now) = 0;
  /// Bytes that the disk has left for this program.
  virtual std::uint64_t free_bytes() = 0;
  /// Bytes of the write-ahead log.
  virtual std::uint64_t log_bytes() = 0;
  /// Throws base::SystemFault if the files that this program works on are no longer those under their names;
  /// all further writes fail, too.
  virtual void check_in_place() = 0;
  /// Writes how far the store has come to the file beside it (store_identity.hpp), if it went on since.
  virtual void keep_mark() = 0;
  virtual StoredTimes times() = 0;
  /// Deletion by age relies on `now` from here on; never goes back.
  virtual void rely_on(base::Instant now, Done<bool> done) = 0;
};

}  // namespace raccordo::store
