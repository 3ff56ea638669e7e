#include "store/transfer/row_sum.hpp"

#include <string>

#include "base/digest.hpp"

namespace raccordo::store {
namespace {

void append_number(std::string& out, std::uint64_t number) {
  for (unsigned shift = 0; shift < 64; shift += 8) out += static_cast<char>(number >> shift & 0xFFU);
}

}  // namespace

void RowSum::add(const TransferTable& table, const TransferRow& row) {
  std::string bytes;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto& cell = row[i];
    bytes += cell.is_null ? '0' : static_cast<char>(table.columns[i].kind);
    if (cell.is_null) continue;
    const bool is_integer = table.columns[i].kind == PgValues::Kind::integer;
    append_number(bytes, is_integer ? static_cast<std::uint64_t>(cell.integer) : cell.bytes.size());
    bytes += cell.bytes;
  }
  const auto digest = base::sha256(bytes);
  for (std::size_t at = 0; at < digest.size(); ++at)
    sum_[at / 8] += static_cast<std::uint64_t>(digest[at]) << 8 * (at % 8);
  ++rows_;
}

}  // namespace raccordo::store
