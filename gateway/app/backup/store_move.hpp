// Moves an installation's store between SQLite and PostgreSQL: the rows, and if the folder changes, the
// bodies that wait and the journal. Called by `raccordo store copy`. Threads: one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "app/rules/config.hpp"
#include "base/result.hpp"

namespace raccordo::app {

struct StoreMoved {
  std::uint64_t tables = 0, rows = 0;
  std::uint64_t files = 0;  ///< bodies and files of the journal that were copied; 0 if the folder is the same
};

using MoveProgress = std::function<void(std::string_view step, std::uint64_t done, std::uint64_t all)>;

/// Copies the store of `from`, which no gateway may be using, into the unused one of `to`, compares each row,
/// and enters it in the audit of the target. A fault says what to do; then nothing was changed. Throws
/// base::SystemFault likewise. Afterwards the store of `from` is refused as an older copy.
base::Result<StoreMoved> move_store(const Config& from, const Config& to, const std::string& reason,
                                    const MoveProgress& progress);

}  // namespace raccordo::app
