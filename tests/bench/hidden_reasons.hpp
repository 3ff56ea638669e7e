// Why a cell is hidden: the certificates whose witnesses change it. Used by ledger_bench.
#pragma once

#include <cstdint>
#include <set>

#include "aggregate/evidence/evidence.hpp"

namespace raccordo::bench {

/// Prints for each certificate of the evidence that changes one of the cells: the cell that it protects, the
/// persons counted there, and what each of its witnesses changes. `cells` are those of the newest release,
/// from 0 on. Threads: one. The evidence must fit its catalogue.
void print_reasons(const aggregate::Evidence& evidence, const std::set<std::uint32_t>& cells);

}  // namespace raccordo::bench
