// The note that a store is being copied into this one: the file `<store>.unfinished-copy`. It is there from
// before the first file and row until the source is refused as an older copy; meanwhile the store is not
// opened, so of the two never both can be used. `raccordo store copy`, run again, finishes what was cut off.
// Errors: base::SystemFault, base::StorageFull. Threads: one at a time; holders of the claim write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/interface/store_place.hpp"

namespace raccordo::store {

/// Which store is copied, and with how many commits.
struct UnfinishedCopy {
  std::string identity;
  std::int64_t commits = 0;
  bool operator==(const UnfinishedCopy&) const = default;
};

/// Nothing if none was begun, or it has ended. Throws base::SystemFault if the file is damaged.
std::optional<UnfinishedCopy> unfinished_copy(const StorePlace& target);
/// Returns once the note is durable; replaces an earlier one.
void note_copy(const StorePlace& target, const UnfinishedCopy& copy);
/// Removes the note, if there is one; returns once that is durable.
void drop_copy_note(const StorePlace& target);
/// Why the store may not be opened, and what to do; nothing if no copy into it is unfinished.
std::optional<std::string> fault_of_copy(const StorePlace& target);

/// The other note, `<store>.copied-away`: the store in `source` was copied to `target`, which is the store
/// from then on. Durable when it returns.
void note_moved(const StorePlace& source, const StorePlace& target);
/// A later copy into the same place makes it the store again.
void drop_moved_note(const StorePlace& place);
/// Why the store may not be opened, and what to do; nothing if it was not copied.
std::optional<std::string> fault_of_moved(const StorePlace& place);

}  // namespace raccordo::store
