// RowSum: the rows of a table as one value that does not depend on their order, so that two databases which
// sort differently can be compared. Used by store_transfer. Threads: one at a time.
#pragma once

#include <array>
#include <cstdint>

#include "store/transfer/table.hpp"

namespace raccordo::store {

class RowSum {
 public:
  void add(const TransferTable& table, const TransferRow& row);
  std::uint64_t rows() const { return rows_; }
  bool operator==(const RowSum&) const = default;

 private:
  std::uint64_t rows_ = 0;
  std::array<std::uint64_t, 4> sum_{};  ///< of the SHA-256 of the rows, each quarter by itself
};

}  // namespace raccordo::store
