// StoreCare: the state of the store itself: whether the disk accepts writes, the number of commits, whether
// the open file is still the one on disk, its clock. Used by housekeeping, `/status` and the metrics; reached
// by CaseStore::care(). Threads and errors: see CaseStore.
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
  std::uint64_t failed = 0;                  ///< writes that failed, for any reason
  std::optional<base::Instant> last_commit;  ///< by the machine's clock
  bool storage_full = false;                 ///< the last write failed because the disk was full
};

/// Where the store is.
enum class StoreMedium : std::uint8_t { file, server };

/// What a database that answers has lately not done.
enum class StoreTrouble : std::uint8_t {
  full,     ///< it has no room left
  refused,  ///< a right, a table or a setting is not as the store needs it
  blocked   ///< another session holds a lock, or it is too slow
};

/// The times known to the store without the clock.
struct StoredTimes {
  base::Instant relied_on;  ///< the newest time that deletion by age relied on; 0: none yet
  base::Instant newest;     ///< the newest stored time of receipt or act; 0: none
};

class StoreCare {
 public:
  virtual ~StoreCare() = default;
  virtual WriteFigures writes() = 0;
  virtual StoreMedium medium() const = 0;
  /// The last one of the last minute, of writes and reads; nothing if there was none, and with a file.
  virtual std::optional<StoreTrouble> trouble() const = 0;
  /// Writes, waits until that is durable, and reads it back; all on the calling thread, which must not be the
  /// writer's. Throws if one of these fails.
  virtual void probe(base::Instant now) = 0;
  /// Free bytes of the disk for this program.
  virtual std::uint64_t free_bytes() = 0;
  /// Bytes of the write-ahead log.
  virtual std::uint64_t log_bytes() = 0;
  /// Throws base::SystemFault if the open files were replaced or deleted; all further writes fail as well.
  /// With a server: if a table or a right is missing there.
  virtual void check_in_place() = 0;
  /// Updates the identity file beside the store (store_identity.hpp), if there were commits since.
  virtual void keep_mark() = 0;
  virtual StoredTimes times() = 0;
  /// Deletion by age uses `now` as reference from here on; never goes back.
  virtual void rely_on(base::Instant now, Done<bool> done) = 0;
};

}  // namespace raccordo::store
