#include "store/open/sole_use.hpp"

#include <utility>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/postgres_open.hpp"

namespace raccordo::store {

SoleUse::SoleUse(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
SoleUse::~SoleUse() = default;

base::Result<std::unique_ptr<SoleUse>> SoleUse::take(const StorePlace& place) {
  std::unique_ptr<Connection> connection;
  if (place.is_postgres() && !place.node.empty()) {
    connection = std::make_unique<Connection>(place, OpenMode::read_write);
    if (!try_sole_claim(*connection))
      return base::fault(
          "other nodes use the store: stop all of them but this one (`raccordo nodes list`), and start them "
          "again "
          "afterwards with the same key files; nothing was changed");
  }
  return std::unique_ptr<SoleUse>(new SoleUse(std::move(connection)));
}

}  // namespace raccordo::store
