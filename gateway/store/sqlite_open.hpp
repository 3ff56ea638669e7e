// Opens the file of a store for its writer: checks that it is the store that was there, brings its schema
// forward, and raises new ids behind all stored ones. Called by SqliteStore.
#pragma once

#include <memory>

#include "store/case_store.hpp"
#include "store/sqlite_connection.hpp"
#include "store/store_options.hpp"

namespace raccordo::store {

/// Throws base::SystemFault; then nothing was changed.
std::unique_ptr<Connection> open_writer(const StoreOptions& options);

}  // namespace raccordo::store
