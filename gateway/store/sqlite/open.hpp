// Opens the file of a store for its writer: compares it with its identity file, migrates its schema, and sets
// new ids after all stored ones. Called by SqliteStore.
#pragma once

#include <memory>

#include "store/interface/case_store.hpp"
#include "store/interface/store_options.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Throws base::SystemFault; then nothing was changed.
std::unique_ptr<Connection> open_writer(const StoreOptions& options);

}  // namespace raccordo::store
