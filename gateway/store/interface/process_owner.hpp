// A process as the owner of work: its name in leases and claims, and whether it still runs. Used by
// leases.hpp and store_claim.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace raccordo::store {

/// `host/boot/namespace/pid/start`: unique over processes and machines. Parts that the system does not
/// provide are empty.
const std::string& this_process();

enum class Presence : std::uint8_t {
  here,      ///< it runs on this machine
  gone,      ///< it ran on this machine and ended
  elsewhere  ///< another machine, or an unreadable name: unknown
};
Presence presence_of(std::string_view owner);

/// The number of a process that runs here (Presence::here), or nothing.
std::optional<int> pid_here(std::string_view owner);

/// Whether it is this process, or the one that started it to work on its behalf.
bool is_own_process(std::string_view owner);

/// `process 1234 on host`, for messages.
std::string in_words(std::string_view owner);

}  // namespace raccordo::store
