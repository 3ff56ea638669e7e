// A process as the owner of work: how it is named in leases and claims, and whether it still runs. Used by
// leases.hpp and store_claim.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace raccordo::store {

/// `host/boot/namespace/pid/start`: no other process, on this machine or another one, ever has the same name.
/// Parts that the system does not tell are empty.
const std::string& this_process();

enum class Presence : std::uint8_t {
  here,      ///< it runs on this machine
  gone,      ///< it ran on this machine and ended
  elsewhere  ///< another machine, or a name that cannot be read: nothing is known
};
Presence presence_of(std::string_view owner);

/// `process 1234 on host`, for messages.
std::string in_words(std::string_view owner);

}  // namespace raccordo::store
