// What a transfer moves: the tables of a store, their columns, and rows as values that both databases have.
// Used by its ends and by store_transfer. Values only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/postgres/values.hpp"

namespace raccordo::store {

struct TransferColumn {
  std::string name;
  PgValues::Kind kind = PgValues::Kind::integer;
  bool operator==(const TransferColumn&) const = default;
};

struct TransferTable {
  std::string name;
  std::vector<TransferColumn> columns;
  std::string number;  ///< the column that the database numbers; "": none
};

struct TransferCell {
  bool is_null = true;
  std::int64_t integer = 0;
  std::string_view bytes;  ///< of a text or of bytes; valid until the next row
};

using TransferRow = std::vector<TransferCell>;

}  // namespace raccordo::store
