// A table of cases, interventions or amounts with a number in every cell, by the nodes of the vocabulary.
// Called by rows and case_numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "synthetic/table_set.hpp"
#include "synthetic/vocabulary.hpp"

namespace raccordo::synthetic {

struct Figures {
  const model::ProtectedTable* table = nullptr;
  std::vector<Axis> axes;
  std::vector<std::int64_t> values;  ///< by cell; hidden ones estimated
  const Axis* axis(Kind kind) const;
  bool has(Kind kind) const { return axis(kind) != nullptr; }
  std::size_t cell(const Nodes& nodes) const;
  /// The cell of a territory and one other node.
  std::size_t cell(Node territory, Kind kind, Node node) const;
  std::int64_t value(Node territory, Kind kind, Node node) const {
    return values[cell(territory, kind, node)];
  }
};

std::vector<bool> hidden_cells(const model::ProtectedTable& table);

/// The first table of the measure with this kind; none: no table has it.
std::optional<Figures> find_figures(const Vocabulary& vocabulary, const aggregate::Release& release,
                                    model::Measure measure, std::optional<model::When> when, Kind kind);

}  // namespace raccordo::synthetic
