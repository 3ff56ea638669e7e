// A consistent copy of a store in use, and its check. Called through store/open.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace raccordo::store {

/// Copies the state at the start of the call into `to`, which must not exist (mode 0600), while others read
/// and write `from`. `at(done, all)` reports pages. Throws base::SystemFault; the copy is then incomplete.
void sqlite_copy(const std::string& from, const std::string& to,
                 const std::function<void(std::uint64_t done, std::uint64_t all)>& at);

/// What SQLite finds wrong with the file, in its words; "" if nothing. Reads all of it.
std::string sqlite_damage(const std::string& file);

}  // namespace raccordo::store
