// What published documents say of themselves: their address and their publisher. Called by the routes and by
// `release export`.
#pragma once

#include <string>

#include "app/rules/config.hpp"
#include "extract/document.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// `catalog.publisher`, or the name of the program with its address.
std::string publisher_of(const Config& config);

/// The address of all tables of a release: the open one once it is published.
std::string tables_address(const Config& config, const store::ReleaseRow& row);

extract::Document table_document(const Config& config, const store::ReleaseRow& row,
                                 const std::string& table);

}  // namespace raccordo::app
