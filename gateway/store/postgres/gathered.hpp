// Rows for one statement, column by column: each column becomes one array value, so that the server takes
// all rows with one statement. Threads: one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/postgres/values.hpp"

namespace raccordo::store {

class PgGathered {
 public:
  /// A row after the others, with as many values of the same kinds. Throws base::SystemFault otherwise.
  void add(const PgValues& row);
  std::size_t rows() const { return rows_; }
  /// Of all values together.
  std::size_t bytes() const { return bytes_; }
  /// One array for each value of a row, in the order of the rows.
  PgValues columns() const;

 private:
  struct Column {
    PgValues::Kind kind;
    std::string elements;
    bool has_null = false;
  };
  std::vector<Column> columns_;
  std::string kinds_;
  std::size_t rows_ = 0, bytes_ = 0;
};

}  // namespace raccordo::store
