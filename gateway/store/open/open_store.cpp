#include "store/open/open_store.hpp"

#include "store/sqlite/store.hpp"

namespace raccordo::store {

std::unique_ptr<CaseStore> open_store(const StoreOptions& options) {
  return std::make_unique<SqliteStore>(options);
}

}  // namespace raccordo::store
