// Persons of each cell, in an order that only the holder of the key can predict: the partners for the search.
// Internal to aggregate/.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/witness/draft.hpp"

namespace raccordo::aggregate {

class Pools {
 public:
  /// Of large cells only some persons are stored, of cells below `complete_below` all.
  Pools(const std::vector<PlannedTable>& plans, const model::FactSet& facts, const Register& people,
        const PersonCounter& counter, std::string_view key, std::size_t complete_below);
  std::span<const PersonNo> behind(CellNo cell) const { return persons_[cell]; }
  /// All persons, in the order of the pools.
  std::span<const PersonNo> order() const { return order_; }
  /// Appends a cell with all its persons, in that order.
  void add(std::vector<PersonNo> persons) {
    persons_.push_back(std::move(persons));
    without_amount_.emplace_back();
  }
  /// Persons who would be in an amount cell if their interventions had an amount.
  std::span<const PersonNo> without_amount(CellNo cell) const { return without_amount_[cell]; }

 private:
  std::vector<PersonNo> order_;
  std::vector<std::vector<PersonNo>> persons_, without_amount_;
};

}  // namespace raccordo::aggregate
