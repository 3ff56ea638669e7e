// The tables of a release that count persons in charge, ready to count a synthetic register by them: for each
// node of a kind the cells to which it belongs, and for each cell the number that must come out. Called by
// the makers of the register.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "model/extract.hpp"
#include "synthetic/vocabulary.hpp"

namespace raccordo::synthetic {

/// A release that counts more is not made into a register.
inline constexpr std::int64_t kMostPersons = 5'000'000;

/// One dimension of a table.
struct Axis {
  Kind kind = Kind::territory;
  bool is_type = false;                           ///< service only: types, not areas
  std::vector<std::uint32_t> place;               ///< by node: its category times the stride
  std::vector<std::vector<std::uint32_t>> chain;  ///< by node: the same of the category and all above it
  std::vector<bool> has;                          ///< by node: whether it is a category, not only within one
};

/// Builds the axes; empty if a dimension is of no kind.
std::vector<Axis> axes_of(const Vocabulary& vocabulary, const model::ProtectedTable& table);

/// A set of kinds: one bit each.
using KindSet = std::uint32_t;
constexpr KindSet set_of(Kind kind) { return KindSet{1} << at(kind); }
inline constexpr KindSet kEveryTable = ~KindSet{0};

/// Nodes by kind; 0 (`_T`) where nothing is asked.
using Nodes = std::array<Node, kKinds>;

struct PersonTable {
  const model::ProtectedTable* table = nullptr;
  bool by_intervention = false;  ///< counts persons with interventions, not all persons in charge
  std::uint32_t first = 0;       ///< the number of its first cell
  KindSet kinds = 0;             ///< of its axes
  std::vector<Axis> axes;
  std::uint32_t cell(const Nodes& nodes) const;
  const Axis* axis(Kind kind) const;
};

struct TableSet {
  std::vector<PersonTable> tables;
  std::vector<std::int32_t> wanted;  ///< by cell: what is shown, or an estimate where it is hidden
  std::vector<std::uint8_t> weight;  ///< by cell: 0 where hidden; a cell of an Ambito or above weighs most
  std::vector<std::uint32_t> table_of;
};

inline constexpr std::uint8_t kUpperWeight = 32, kLowerWeight = 1;

/// True if the cell is of an Ambito or above, or of a table without territory.
std::vector<std::uint8_t> find_upper(const Vocabulary& vocabulary, const model::ProtectedTable& table);

/// True if the counted register can be compared with the table: persons in charge by dimensions of the
/// register.
bool counts_persons(const model::ProtectedTable& table);
bool counts_by_intervention(const model::ProtectedTable& table);

/// A fault if a shown number cannot be a count of persons, naming the table.
base::Result<TableSet> read_tables(const Vocabulary& vocabulary, const aggregate::Release& release);

}  // namespace raccordo::synthetic
