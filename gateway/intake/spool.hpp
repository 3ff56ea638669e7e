// Spool: bodies on disk for background processing, sealed in chunks, durable before the sender is answered
// 202. app/ingest writes and reads them, also after a crash. Format of a file: "RSP1", then per chunk a
// little-endian u32 length and the sealed bytes. Every chunk is sealed with its spool id, its number and
// whether it is the last, so that none can be moved or cut off. Errors: base::SystemFault for a failing disk;
// BodyLost for a body that is missing or was changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "intake/body_lost.hpp"
#include "intake/sealed_chunks.hpp"
#include "intake/spool_shelf.hpp"

namespace raccordo::intake {

/// Seals and opens chunks (privacy::Sealer, passed in by app/). Must be thread safe.
struct SpoolSeal {
  std::function<std::string(std::string_view plain, std::string_view context)> seal;
  std::function<std::optional<std::string>(std::string_view sealed, std::string_view context)> open;
};

struct SpoolLimits {
  std::uint64_t per_client = std::uint64_t{16} << 30;  ///< maximum bytes of one client's spooled bodies
  std::uint64_t reserve = std::uint64_t{512} << 20;    ///< bytes of the disk that bodies must leave free
};

/// Whether a body may be spooled.
enum class SpoolRoom : std::uint8_t { free, client_full, disk_full };

class SpoolUsage;

/// One body being written. Without commit() nothing remains of it.
class SpoolWriter {
 public:
  SpoolWriter(SpoolWriter&&) noexcept;
  SpoolWriter& operator=(SpoolWriter&&) noexcept;
  ~SpoolWriter();
  const std::string& id() const;
  std::uint64_t size() const;  ///< plain bytes written
  void write(std::string_view plain);
  /// On return the body is durable: file and folder are synced. Call once, write nothing after.
  void commit();

 private:
  friend class Spool;
  class Impl;
  explicit SpoolWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Reads one body from front to back.
class SpoolReader {
 public:
  SpoolReader(SpoolReader&&) noexcept;
  SpoolReader& operator=(SpoolReader&&) noexcept;
  ~SpoolReader();
  /// The next piece of the plain text, or nothing at its end.
  std::optional<std::string> next();

 private:
  friend class Spool;
  SpoolReader(std::unique_ptr<SealedChunks> chunks, std::string id, std::shared_ptr<const SpoolSeal> seal);
  std::unique_ptr<SealedChunks> chunks_;
  std::string id_;
  std::shared_ptr<const SpoolSeal> seal_;
  std::uint64_t index_ = 0;
};

/// Threads: members may be called from any thread; each writer and reader by one thread at a time.
class Spool {
 public:
  /// `owner` creates the folder (mode 0700) if it is missing and removes unfinished files; `reader` works
  /// beside an owner and changes nothing.
  enum class Role : std::uint8_t { owner, reader };
  /// `shelf`: where bodies are kept that other nodes must reach; null: only files.
  Spool(std::filesystem::path folder, SpoolSeal seal, SpoolLimits limits = {}, Role role = Role::owner,
        std::shared_ptr<SpoolShelf> shelf = nullptr);
  /// True if there is room for `bytes` more of that client. Call before a body is read, and while it arrives.
  SpoolRoom room(const std::string& client, std::uint64_t bytes) const;
  /// A committed body of an earlier run counts for its client from now on.
  void adopt(const std::string& id, const std::string& client) const;
  /// A new body named by a ULID; it counts for `client` until it is removed.
  SpoolWriter create(base::Instant now, const std::string& client) const;
  /// With a shelf, moves a committed body there; on return it is durable there and its file is removed.
  /// Without one, does nothing.
  void shelve(const std::string& id, const std::string& client) const;
  SpoolReader open(const std::string& id) const;
  /// Sealed bytes of the body; 0 if it is missing.
  std::uint64_t size_of(const std::string& id) const;
  /// Durable; does nothing if it is already removed.
  void remove(const std::string& id) const;
  /// All committed bodies in files, oldest first.
  std::vector<std::string> list() const;

 private:
  /// False if there is none.
  bool remove_file(const std::string& id) const;

  std::filesystem::path folder_;
  std::shared_ptr<const SpoolSeal> seal_;
  SpoolLimits limits_;
  std::shared_ptr<SpoolUsage> usage_;
  std::shared_ptr<SpoolShelf> shelf_;
};

}  // namespace raccordo::intake
