// StoreClaim: the right to run the gateway on a store. One program has it at a time, from before it opens the
// store until after its last write; the operating system releases it when the program ends for any reason.
// `serve` takes it first; other verbs need none. It is a lock on the file `<store>-claim`, which names the
// holder. Threads: one at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"

namespace raccordo::store {

class StoreClaim {
 public:
  /// Takes the claim of the store in `file`, which need not exist yet. The fault names the holder. Throws
  /// base::SystemFault if the file of the claim cannot be written.
  static base::Result<std::unique_ptr<StoreClaim>> take(const std::string& file, base::Instant now);
  /// The process that has the claim, as this_process() names it; nothing if nobody has it.
  static std::optional<std::string> holder(const std::string& file);
  ~StoreClaim();
  StoreClaim(const StoreClaim&) = delete;
  StoreClaim& operator=(const StoreClaim&) = delete;

 private:
  explicit StoreClaim(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace raccordo::store
