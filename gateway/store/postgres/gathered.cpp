#include "store/postgres/gathered.hpp"

#include <string_view>

#include "base/result.hpp"
#include "store/postgres/types.hpp"

namespace raccordo::store {
namespace {

/// A 32-bit number as the server's binary format has it.
void append_int(std::string& out, std::int32_t value) {
  const auto bits = static_cast<std::uint32_t>(value);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(bits >> shift & 0xFFU);
}

constexpr std::int32_t kNull = -1;

}  // namespace

void PgGathered::add(const PgValues& row) {
  if (rows_ == 0) {
    kinds_ = row.kinds();
    columns_.clear();
    for (const char kind : kinds_) columns_.push_back({static_cast<PgValues::Kind>(kind), {}});
  }
  if (row.kinds() != kinds_) throw base::SystemFault("database: rows of one statement differ in their kinds");
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto& column = columns_[i];
    const char* const value = row.value(i);
    const int size = value != nullptr ? row.size(i) : kNull;
    append_int(column.elements, size);
    if (value == nullptr) {
      column.has_null = true;
      continue;
    }
    column.elements.append(value, static_cast<std::size_t>(size));
  }
  bytes_ += row.bytes();
  ++rows_;
}

PgValues PgGathered::columns() const {
  constexpr std::int32_t kDimensions = 1, kFirstIndex = 1;
  PgValues out;
  for (const auto& column : columns_) {
    std::string array;
    array.reserve(column.elements.size() + 20);
    append_int(array, kDimensions);
    append_int(array, column.has_null ? 1 : 0);
    append_int(array, static_cast<std::int32_t>(type_of(column.kind)));
    append_int(array, static_cast<std::int32_t>(rows_));
    append_int(array, kFirstIndex);
    array += column.elements;
    out.add_array(column.kind, array);
  }
  return out;
}

}  // namespace raccordo::store
