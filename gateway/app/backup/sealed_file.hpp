// Sealed files: a backup of a store, or a release kept outside of it. Everything but the first two lines is
// compressed (zstd) and sealed in chunks with the sealing key or with a key from a passphrase. Each chunk is
// sealed with the head, its number and whether it is the last, and the SHA-256 of the whole content is at its
// end, so that nothing can be changed, moved, left out or cut off unnoticed. Errors: base::SystemFault for a
// disk that fails; BrokenFile for a file that is damaged or of another key. Threads: one at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/backup/sealed_head.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "privacy/keys.hpp"

namespace raccordo::app {

/// A file that cannot be used; the text says why and what to do.
class BrokenFile : public base::SystemFault {
 public:
  using SystemFault::SystemFault;
};

/// What seals and opens: the passphrase if there is one, else the sealing key.
struct SealedFileKey {
  const privacy::Sealer* sealer =
      nullptr;  ///< of the installation; null: not available. Must outlive its users
  std::optional<base::Secret> passphrase;
};

class SealedFileWriter {
 public:
  /// Writes beside `file`, which must not exist; nothing is left without commit().
  SealedFileWriter(std::filesystem::path file, const SealedFileKey& key, const SealedFileHead& head);
  ~SealedFileWriter();
  SealedFileWriter(const SealedFileWriter&) = delete;
  SealedFileWriter& operator=(const SealedFileWriter&) = delete;
  void write(std::string_view plain);
  /// On return the whole file is durable under its name. Throws if the name has been taken. Call once.
  void commit();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

class SealedFileReader {
 public:
  SealedFileReader(const std::filesystem::path& file, const SealedFileKey& key);
  ~SealedFileReader();
  SealedFileReader(const SealedFileReader&) = delete;
  SealedFileReader& operator=(const SealedFileReader&) = delete;
  const SealedFileHead& head() const;
  std::uint64_t size() const;      ///< bytes of the file
  std::uint64_t position() const;  ///< bytes read so far
  /// The next piece of the content; nothing at its end, once the digest is right.
  std::optional<std::string> next();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::app
