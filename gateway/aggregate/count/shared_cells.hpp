// What two tables of one release have in common: the cells that count the same persons by different rules.
// Internal to aggregate/: used to find the numbers that follow from published ones by subtraction.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "aggregate/count/table_shape.hpp"

namespace raccordo::aggregate {

/// True if the table counts what came or went in the period.
bool is_flow(const model::ExtractDefinition& definition);

/// True if whoever counts in the inner table counts in the outer one, and their difference says something
/// that neither does.
bool is_implied(const model::ExtractDefinition& inner, const model::ExtractDefinition& outer);

/// True if both count the same by the same rules, by other dimensions or bands.
bool counts_alike(const model::ExtractDefinition& one, const model::ExtractDefinition& other);

/// Numbers of cells among those of all tables.
using Cells = std::vector<std::uint32_t>;

/// All combinations of categories that two tables share; other dimensions are at their total. Bands of ages
/// match the bands that they are divided into. Ownership: refers to both tables.
class SharedCells {
 public:
  SharedCells(const TableShape& outer, const TableShape& inner);
  /// Calls `use(cells of outer, cells of inner)`; the cells of each together are the same set of persons.
  void for_each(const std::function<void(const Cells&, const Cells&)>& use) const;

 private:
  /// Categories of two tables that are the same set of persons; several ones together for age bands.
  struct Match {
    std::vector<std::size_t> outer, inner;
  };
  struct Shared {
    std::size_t outer = 0, inner = 0;
    std::vector<Match> matches;
  };
  using Places = std::vector<std::vector<std::size_t>>;
  using Use = std::function<void(const Cells&, const Cells&)>;

  static std::vector<Match> matches(const TableShape& outer, std::size_t of_outer, const TableShape& inner,
                                    std::size_t of_inner);
  static Places with(const Places& places, std::size_t dimension, const std::vector<std::size_t>& categories);
  void descend(std::size_t depth, const Places& of_outer, const Places& of_inner, const Use& use) const;

  const TableShape& outer_;
  const TableShape& inner_;
  std::vector<Shared> shared_;
};

}  // namespace raccordo::aggregate
