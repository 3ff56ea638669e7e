// All tables of one or more releases as one system: each cell once, wherever it is published, and all
// relations that any register of persons satisfies. linear_attacker solves it. Every relation is public
// knowledge; the tests check all of them with true registers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "privacy/attackers/published_cells.hpp"

namespace raccordo::attackers {

struct LinkedCell {
  CellName name;
  std::string table;                  ///< the first table that contains it
  std::optional<std::int64_t> value;  ///< known if any table shows it
  bool hidden_somewhere = false;
};

enum class RelationKind { equal_to_zero, at_most_zero };

struct Term {
  std::size_t cell = 0;
  int factor = 0;
};

struct Relation {
  RelationKind kind = RelationKind::equal_to_zero;
  std::vector<Term> terms;  ///< their sum is what `kind` says
};

/// Whether one may assume that between two releases the register only gained cases of the later period.
enum class Register { may_be_corrected, only_grows };

struct LinkedCells {
  std::vector<LinkedCell> cells;
  std::vector<Relation> relations;
  std::unordered_map<std::string, std::size_t> places;  ///< CellName::text() -> place in `cells`
};

/// Relations: children sum to the parent where the table says so; else each child is at most the parent and
/// the parent at most their sum; persons <= cases <= interventions at equal coordinates, and persons or
/// cases of all children together at most the cases or interventions of the parent where those add up; what
/// is open, active, opened or closed is registered, what was opened or closed in the period was active; a
/// type is at most its area; and, for a register that only grows, registered by the end of one period plus
/// opened in the next is registered by the end of that. std::invalid_argument if two tables show different
/// values of one cell.
LinkedCells link_tables(const std::vector<PublishedTable>& tables,
                        Register assumption = Register::may_be_corrected);

}  // namespace raccordo::attackers
