// Opens the file of a store for its writer: checks that it is the store that was there, brings its schema
// forward, and raises new ids behind all stored ones. Called by SqliteStore.
#pragma once

#include <memory>

#include "store/interface/case_store.hpp"
#include "store/interface/store_options.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Throws base::SystemFault; then nothing was changed.
std::unique_ptr<Connection> open_writer(const StoreOptions& options);

}  // namespace raccordo::store
