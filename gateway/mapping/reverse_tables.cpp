#include "mapping/reverse_tables.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::mapping {

using model::Unsaid;

ReverseTable::ReverseTable(const Table& table) : table_(table) {
  const auto& columns = table.more_columns();
  const auto column = std::find(columns.begin(), columns.end(), kPreferredColumn);
  if (column != columns.end()) preferred_ = static_cast<std::size_t>(column - columns.begin());
  const auto& rows = table.rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    if (row.status != RowStatus::approved || row.relationship != Relationship::equivalent) continue;
    if (!row.target_code.empty()) by_target_[row.target_code].push_back(static_cast<std::uint32_t>(i));
  }
}

/// The row itself decides on its code then, or another one that says the same of it.
bool ReverseTable::says(const Row& row, const std::optional<base::Date>& date) const {
  const auto found = table_.find(row.source_code, date);
  return found.kind == Lookup::Kind::mapped &&
         (found.row == &row ||
          (found.row->relationship == Relationship::equivalent && found.row->target_code == row.target_code));
}

bool ReverseTable::is_preferred(const Row& row) const {
  return preferred_ && *preferred_ < row.more.size() &&
         base::to_lower_ascii(base::trim(row.more[*preferred_])) == "yes";
}

ReverseLookup ReverseTable::find(std::string_view target, const std::optional<base::Date>& date) const {
  const auto known = by_target_.find(target);
  if (known == by_target_.end()) return {nullptr, Unsaid::no_equivalent};
  const Row* only = nullptr;
  const Row* preferred = nullptr;
  bool several = false, several_preferred = false;
  const auto& rows = table_.rows();
  // Several rows of one code, each for its time, are one candidate.
  const auto is_another = [](const Row* first, const Row& row) { return first && first->key != row.key; };
  for (const auto place : known->second) {
    const auto& row = rows[place];
    if (!says(row, date)) continue;
    several = several || is_another(only, row);
    if (!only) only = &row;
    if (!is_preferred(row)) continue;
    several_preferred = several_preferred || is_another(preferred, row);
    if (!preferred) preferred = &row;
  }
  if (!only) return {nullptr, Unsaid::not_in_force};
  if (!several) return {only, {}};
  if (preferred && !several_preferred) return {preferred, {}};
  return {nullptr, Unsaid::several_equivalents};
}

bool ReverseTable::maps_to(std::string_view code, std::string_view target,
                           const std::optional<base::Date>& date) const {
  const auto found = table_.find(code, date);
  return found.kind == Lookup::Kind::mapped && found.row->target_code == target;
}

const ReverseTable* ReverseTables::find(std::string_view name) {
  const auto known = reversed_.find(name);
  if (known != reversed_.end()) return &known->second;
  const auto* table = tables_.find(name);
  if (table == nullptr) return nullptr;
  return &reversed_.try_emplace(std::string(name), *table).first->second;
}

}  // namespace raccordo::mapping
