#include "store/transfer/names.hpp"

namespace raccordo::store {

std::string names_of(const TransferTable& table) {
  std::string names;
  for (const auto& column : table.columns) names += (names.empty() ? "" : ", ") + column.name;
  return names;
}

std::string insertion_of(const TransferTable& table, std::size_t rows) {
  std::string places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) places += places.empty() ? "?" : ", ?";
  std::string sql = "INSERT INTO " + table.name + " (" + names_of(table) + ") VALUES ";
  for (std::size_t i = 0; i < rows; ++i) sql += (i == 0 ? "(" : ", (") + places + ")";
  return sql;
}

}  // namespace raccordo::store
