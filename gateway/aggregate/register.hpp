// Register: the dossiers of all persons of one snapshot, one after another, and what a person adds to every
// table. Since no person's numbers depend on another's, a table of a changed register is the old table less
// what the changed persons added, plus what they add now. Internal to aggregate/: search and audit count so.
#pragma once

#include <span>
#include <vector>

#include "aggregate/edit.hpp"
#include "aggregate/fact_columns.hpp"
#include "aggregate/group.hpp"
#include "aggregate/table_counter.hpp"

namespace raccordo::aggregate {

class Register {
 public:
  explicit Register(const model::FactSet& facts);
  std::uint32_t persons() const { return static_cast<std::uint32_t>(begin_.size() - 1); }
  /// Replaces `dossier` by a copy of the person's rows.
  void copy(std::uint32_t person, FactColumns& dossier) const;

 private:
  FactColumns columns_;
  std::vector<std::uint32_t> begin_;  // by person, into columns_.cases
};

/// Counts single persons in all tables. Cells of all tables are numbered through, table after table.
/// Ownership: refers to plans. Threads: one counter, one thread.
class PersonCounter {
 public:
  PersonCounter(const std::vector<PlannedTable>& plans, const model::CodePool& codes);
  /// Appends what the dossier adds to one table.
  void list(std::size_t table, const FactColumns& dossier, std::vector<Contribution>& out) {
    counters_[table].list(dossier, first_cells_[table], out);
  }
  std::size_t tables() const { return counters_.size(); }
  /// Number of the first cell of a table; for the number of tables, that of all cells.
  std::uint32_t first_cell(std::size_t table) const { return first_cells_[table]; }
  const TableCounter& counter(std::size_t table) const { return counters_[table]; }
  /// Could a table's numbers change with this attribute?
  bool depends(std::size_t table, Attribute attribute) const;

 private:
  const std::vector<PlannedTable>& plans_;
  std::vector<TableCounter> counters_;
  std::vector<std::uint32_t> first_cells_;
};

/// The attribute that decides where a person stands in a dimension of a table.
Attribute attribute_of(model::Dimension dimension, const model::ExtractDefinition& definition);

/// The edits of one person among those of a register, and how many such persons there then are.
/// Returns the count that presence leaves: 1 unless an edit says otherwise.
std::int64_t apply_all(std::span<const Edit> edits, std::uint32_t person, FactColumns& dossier);

}  // namespace raccordo::aggregate
