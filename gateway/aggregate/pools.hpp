// Persons behind each cell, in an order that only the holder of the key can foretell: where the search finds
// partners. Internal to aggregate/.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "aggregate/cell_space.hpp"
#include "aggregate/draft.hpp"
#include "aggregate/register.hpp"

namespace raccordo::aggregate {

/// The two largest contributions of persons to a cell of money.
struct LargestShares {
  std::int64_t first = 0, second = 0;
  PersonNo person = 0;  ///< whose the first is
};

class Pools {
 public:
  /// Of large cells only some persons are kept, of cells below `complete_below` all.
  Pools(const model::FactSet& facts, const Register& people, PersonCounter& counter, std::string_view key,
        std::size_t complete_below);
  std::span<const PersonNo> behind(CellNo cell) const { return persons_[cell]; }
  const LargestShares& shares(CellNo cell) const { return shares_[cell]; }

 private:
  std::vector<std::vector<PersonNo>> persons_;
  std::vector<LargestShares> shares_;
};

}  // namespace raccordo::aggregate
