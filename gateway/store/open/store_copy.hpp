// Copies of a store in a file: for backups. Called by app/backup.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace raccordo::store {

/// A consistent copy of the store in `from` into the new file `to` (mode 0600), while a gateway works on it.
/// `at(done, all)` reports the progress. Throws base::SystemFault; what was copied is then incomplete.
void copy_store(const std::string& from, const std::string& to,
                const std::function<void(std::uint64_t done, std::uint64_t all)>& at);

/// What is wrong inside the file; "" if nothing. Reads all of it. Throws base::SystemFault if it cannot be
/// read.
std::string damage_of(const std::string& file);

}  // namespace raccordo::store
