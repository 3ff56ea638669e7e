// The tables that a release leaves out, as members of its metadata. Called by publish.
#pragma once

#include <string>
#include <vector>

#include "aggregate/release/period_catalogue.hpp"

namespace raccordo::app {

/// The metadata with the list `left_out`, each table with its reason; unchanged if the list is empty.
std::string with_left_out(std::string metadata, const std::vector<aggregate::TableLeftOut>& left_out);

}  // namespace raccordo::app
