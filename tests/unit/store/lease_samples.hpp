// Owners of leases that are not this process, and leases as such owners left them.
#pragma once

#include <string>

#include "store/interface/process_owner.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// An earlier process of this machine with the same process id.
inline std::string owner_that_ended() {
  const auto& own = this_process();
  return own.substr(0, own.rfind('/')) + "/1";
}

inline std::string owner_elsewhere() { return "another-host/" + this_process(); }

/// All leases of a store become those of `owner`.
inline void leave_behind(const StorePlace& place, const std::string& owner = owner_that_ended()) {
  Connection(place, OpenMode::read_write).run("UPDATE leases SET owner = ?1", owner);
}

}  // namespace raccordo::store
