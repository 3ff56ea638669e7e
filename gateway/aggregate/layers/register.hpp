// Register: the dossiers of all persons of one snapshot, and the contributions of a person to every table.
// Since contributions of persons are independent, a table of a changed register is the old table minus the
// old contributions of the changed persons, plus their new ones. Internal to aggregate/: used by search and
// audit for counting.
#pragma once

#include <bitset>
#include <span>
#include <vector>

#include "aggregate/count/group.hpp"
#include "aggregate/count/table_counter.hpp"
#include "aggregate/facts/edit.hpp"
#include "aggregate/facts/fact_columns.hpp"
#include "aggregate/layers/layers.hpp"

namespace raccordo::aggregate {

class Register {
 public:
  /// `former` by person and layer; valid for the rows up to their layer.
  explicit Register(const model::FactSet& facts, std::span<const FormerPerson> former = {});
  std::uint32_t persons() const { return static_cast<std::uint32_t>(begin_.size() - 1); }
  /// Replaces `dossier` by a copy of the person's rows.
  void copy(std::uint32_t person, FactColumns& dossier) const;

 private:
  FactColumns columns_;
  std::vector<std::uint32_t> begin_;  // by person, into columns_.cases
};

/// Counts single persons in all tables. Cells of all tables are numbered, table after table; those of watched
/// differences follow. Ownership: refers to plans. Threads: one counter, one thread.
class PersonCounter {
 public:
  PersonCounter(const std::vector<PlannedTable>& plans, const model::CodePool& codes);
  /// Appends the contributions of the dossier to one table.
  void list(std::size_t table, const FactColumns& dossier, std::vector<Contribution>& out) {
    counters_[table].list(dossier, first_cells_[table], out);
  }
  /// Appends the contributions of the dossier to all tables and to the watched differences.
  void list_all(const FactColumns& dossier, std::vector<Contribution>& out);
  /// Appends the contributions of the dossier to the tables for which `wanted(table)` is true. What is the
  /// same in two releases, one after the other, is counted once.
  template <class Wanted>
  void list_wanted(const FactColumns& dossier, std::vector<Contribution>& out, Wanted wanted) {
    compare_layers(dossier);
    for (std::size_t table = 0; table < counters_.size(); ++table) {
      begin_[table] = out.size();
      is_listed_[table] = wanted(table) ? 1 : 0;
      if (is_listed_[table] != 0) list_or_copy(table, dossier, out);
    }
    begin_.back() = out.size();
  }
  /// Where the contributions to a table begin that `list_wanted` appended last; for the number of tables,
  /// where they end.
  std::size_t begin_of(std::size_t table) const { return begin_[table]; }
  /// Replaces the differences that are counted as well.
  void watch(std::vector<DifferenceCell> differences);
  /// Appends the contributions to the watched differences to a list that contains all tables of each.
  void append_differences(std::vector<Contribution>& list);
  std::size_t tables() const { return counters_.size(); }
  /// Number of cells, including differences.
  std::uint32_t cells() const { return first_cells_.back() + static_cast<std::uint32_t>(watched_.size()); }
  /// Number of the first cell of a table; for the number of tables, the number of all cells.
  std::uint32_t first_cell(std::size_t table) const { return first_cells_[table]; }
  const TableCounter& counter(std::size_t table) const { return counters_[table]; }
  /// True if a person counts as 1 in every cell of the table.
  bool counts_persons(std::size_t table) const {
    return plans_[table].table.definition.measure == model::Measure::persons;
  }
  /// True if the numbers of a table can depend on this attribute.
  bool depends(std::size_t table, Attribute attribute) const {
    return depends_[table][static_cast<std::size_t>(attribute)];
  }
  /// The same for differences to which cells of the table belong.
  bool depends_by_difference(std::size_t table, Attribute attribute) const;

 private:
  const std::vector<PlannedTable>& plans_;
  std::vector<TableCounter> counters_;
  std::vector<std::uint32_t> first_cells_;
  /// By cell of a table: the differences to which it belongs, one after another.
  std::vector<DifferenceCell> watched_;
  struct Watcher {
    std::uint32_t difference = 0;
    std::int32_t factor = 1;  // -1 if the cell is subtracted
  };
  std::vector<std::uint32_t> watch_begin_;
  std::vector<Watcher> watchers_;
  std::vector<std::vector<std::size_t>> linked_;  ///< by table: the others in differences with it
  std::vector<std::int64_t> sums_;                // by difference, 0 between calls
  std::vector<std::uint32_t> summed_;             // differences, one perhaps several times

  std::vector<std::bitset<kAttributes>> depends_;  ///< by table, by attribute

  /// By table: that of the release before that counts alike; its own number if there is none.
  std::vector<std::size_t> before_;
  std::vector<DayNo> first_day_;            // by layer
  std::vector<std::uint8_t> is_unchanged_;  // by layer: the dossier is as in the layer before
  std::vector<std::size_t> begin_;          // by table, and the end
  std::vector<std::uint8_t> is_listed_;     // by table

  void find_before();
  void compare_layers(const FactColumns& dossier);
  void list_or_copy(std::size_t table, const FactColumns& dossier, std::vector<Contribution>& out);
  bool find_depends(std::size_t table, Attribute attribute) const;
  void link_tables();
};

/// A part of the persons of a register, for one thread.
struct PersonRange {
  std::uint32_t begin = 0, end = 0;
};
/// The persons in equal parts, in order, as many as there are threads for them.
std::vector<PersonRange> cut_persons(std::uint32_t persons);

/// Counts the tables of all layers. Uses all processors if no person has former values.
void count_layers(std::vector<PlannedTable>& plans, const model::FactSet& facts,
                  std::span<const FormerPerson> former);

/// The attribute that determines the category of a person in a dimension of a table.
Attribute attribute_of(model::Dimension dimension, const model::ExtractDefinition& definition);

/// The edits of one person among those of a register, and the resulting number of such persons. Returns the
/// count given by presence: 1 unless an edit changes it.
std::int64_t apply_all(std::span<const Edit> edits, std::uint32_t person, FactColumns& dossier);

}  // namespace raccordo::aggregate
