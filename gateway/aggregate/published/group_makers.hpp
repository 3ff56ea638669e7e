// The generators of watched groups, one for each way to compute a number that no table shows. Internal to
// aggregate/: called by WatchList.
#pragma once

#include <span>
#include <vector>

#include "aggregate/count/table_shape.hpp"
#include "aggregate/published/watched_group.hpp"

namespace raccordo::aggregate {

/// Every cell of the table by itself.
void add_cells(const TableShape& table, std::vector<WatchedGroup>& out);

/// Within one table: a parent less one child; runs of neighbouring age bands; where children overlap, their
/// sum less the parent, and a parent less `_U` less one child ("only others").
void add_families(const TableShape& table, std::vector<WatchedGroup>& out);

/// Between two tables, in every category that both have: who is in the first and not in the second, wherever
/// being in the second implies being in the first; cases less persons.
void add_differences(const TableShape& outer, const TableShape& inner, std::vector<WatchedGroup>& out);

/// Stock less stock before less flow: registered with opened; in charge with opened and closed.
void add_residuals(std::span<const TableShape> tables, std::vector<WatchedGroup>& out);

}  // namespace raccordo::aggregate
