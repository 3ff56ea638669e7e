// SQL of a transfer. The names come from the schema of the program, never from input.
#pragma once

#include <cstddef>
#include <string>

#include "store/transfer/table.hpp"

namespace raccordo::store {

/// The columns, separated by commas.
std::string names_of(const TransferTable& table);

/// An INSERT of that many rows, with parameters `?`.
std::string insertion_of(const TransferTable& table, std::size_t rows);

}  // namespace raccordo::store
