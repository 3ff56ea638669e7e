// TransferEnd: one of the two stores of a transfer, as tables without meaning, in one transaction. Used by
// store_transfer. Threads: one at a time. Errors: base::SystemFault (never with a value), base::StorageFull,
// base::Unreachable.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "store/transfer/table.hpp"

namespace raccordo::store {

class TransferEnd {
 public:
  using Take = std::function<void(const TransferRow&)>;

  TransferEnd() = default;
  TransferEnd(const TransferEnd&) = delete;
  TransferEnd& operator=(const TransferEnd&) = delete;
  virtual ~TransferEnd() = default;

  /// Names of the tables of the store, sorted.
  virtual std::vector<std::string> tables() = 0;
  /// Names of the columns of a table, sorted.
  virtual std::vector<std::string> columns(const std::string& table) = 0;
  virtual std::uint64_t count(const TransferTable& table) = 0;
  /// All rows, in the order of the first column.
  virtual void read(const TransferTable& table, const Take& take) = 0;
  virtual void clear(const TransferTable& table) = 0;
  /// Several rows may be written at once: `finish` writes the last ones.
  virtual void add(const TransferTable& table, const TransferRow& row) = 0;
  virtual void finish(const TransferTable& table) = 0;
  /// The highest number that a numbered table has given so far, also to rows that are gone.
  virtual std::int64_t last_number(const TransferTable& table) = 0;
  virtual void set_last_number(const TransferTable& table, std::int64_t number) = 0;
  /// The number of the last act of the journal (keepsake_rows.hpp), which each database keeps in another
  /// place.
  virtual std::int64_t last_act() = 0;
  virtual void set_last_act(std::int64_t number) = 0;
};

}  // namespace raccordo::store
