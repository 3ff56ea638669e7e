// Mapping tables used backwards: shared code -> the source's own code (docs/mapping.md#own-codes). Only an
// APPROVED row with relationship `equivalent` says the same in both directions; nothing is guessed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "mapping/table.hpp"
#include "model/own_codes.hpp"

namespace raccordo::mapping {

/// The column that names one of several equivalent rows: `yes` in any case of letters.
inline constexpr std::string_view kPreferredColumn = "preferred";

/// The source's row for a shared code; null with the reason if there is none.
struct ReverseLookup {
  const Row* row = nullptr;  ///< within the table
  model::Unsaid why = model::Unsaid::no_equivalent;
};

/// Looks into its table, which must outlive it. Threads: const, many.
class ReverseTable {
 public:
  explicit ReverseTable(const Table& table);
  /// The equivalent row whose code the table maps to `target` on `date` (start of the coded item, else
  /// opened): the only one, else the only preferred one.
  ReverseLookup find(std::string_view target, const std::optional<base::Date>& date) const;
  /// True if the table maps `code` to `target` on `date`, by whatever relationship.
  bool maps_to(std::string_view code, std::string_view target, const std::optional<base::Date>& date) const;

 private:
  bool says(const Row& row, const std::optional<base::Date>& date) const;
  bool is_preferred(const Row& row) const;

  const Table& table_;
  std::optional<std::size_t> preferred_;                    ///< the column's place in Row::more
  model::StringMap<std::vector<std::uint32_t>> by_target_;  ///< APPROVED and equivalent rows
};

/// The tables of a source, each reversed when it is first asked for. Looks into `tables`, which must outlive
/// it. Threads: one.
class ReverseTables {
 public:
  explicit ReverseTables(const TableSet& tables) : tables_(tables) {}
  /// Null if the source has no such table.
  const ReverseTable* find(std::string_view name);

 private:
  const TableSet& tables_;
  std::map<std::string, ReverseTable, std::less<>> reversed_;
};

}  // namespace raccordo::mapping
