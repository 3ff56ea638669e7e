// The hidden cells, and how many certificates need each of them hidden. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/layers/cell_space.hpp"

namespace raccordo::aggregate {

class HiddenCells {
 public:
  explicit HiddenCells(std::size_t cells) : holders_(cells, 0) {}
  /// More cells, not hidden.
  void grow(std::size_t cells) { holders_.resize(cells, 0); }
  bool is_hidden(CellNo cell) const { return holders_[cell] != 0; }
  std::uint32_t holders(CellNo cell) const { return holders_[cell]; }
  void hold(CellNo cell) { ++holders_[cell]; }
  void hold(std::span<const CellNo> cells) {
    for (const auto cell : cells) ++holders_[cell];
  }
  void let_go(std::span<const CellNo> cells) {
    for (const auto cell : cells) --holders_[cell];
  }

 private:
  std::vector<std::uint32_t> holders_;
};

}  // namespace raccordo::aggregate
