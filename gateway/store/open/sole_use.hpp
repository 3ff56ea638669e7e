// SoleUse: of several nodes on one database none runs, and none starts, while it is held. Taken by verbs that
// change what every node relies on, for example `keys rotate`. A lock of the database, which ends with the
// program. Threads: one at a time.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "store/interface/store_place.hpp"

namespace raccordo::store {

class Connection;

class SoleUse {
 public:
  /// A fault that names a node that runs. Nothing is locked if the store has one gateway, whose file
  /// `<store>-keys` does the same (KeyTurn). Throws base::SystemFault if the database cannot be used.
  static base::Result<std::unique_ptr<SoleUse>> take(const StorePlace& place);
  ~SoleUse();
  SoleUse(const SoleUse&) = delete;
  SoleUse& operator=(const SoleUse&) = delete;

 private:
  explicit SoleUse(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace raccordo::store
