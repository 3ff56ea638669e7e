#include "synth/inverse_tables.hpp"

#include <algorithm>
#include <stdexcept>

#include "synth/csv_reader.hpp"

namespace raccordo::synth {
namespace {

bool in_force(const InverseRow& row, const base::Date& at) {
  return (!row.from || *row.from <= at) && (!row.to || at <= *row.to);
}

bool maps(const CsvRow& row) {
  const auto& relationship = cell(row, "relationship");
  return cell(row, "status") == "APPROVED" &&
         (relationship == "equivalent" || relationship == "source-is-narrower-than-target");
}

std::optional<base::Date> date_cell(const CsvRow& row, std::string_view column) {
  return base::parse_iso_date(cell(row, column));
}

}  // namespace

InverseTables::InverseTables(const std::filesystem::path& mappings, std::string_view source)
    : source_(source) {
  for (const auto& entry : std::filesystem::directory_iterator(mappings / source_)) {
    if (entry.path().extension() != ".csv") continue;
    Table& table = tables_[entry.path().stem().string()];
    for (const auto& row : read_csv(entry.path())) {
      if (!maps(row)) continue;
      InverseRow read{cell(row, "source_code"), cell(row, "source_label"), cell(row, "target_code"),
                      date_cell(row, "valid_from"), date_cell(row, "valid_to")};
      table.by_target[read.target].push_back(read);
      table.by_source[read.source_code].push_back(std::move(read));
    }
  }
}

const InverseTables::Table& InverseTables::table(std::string_view name) const {
  const auto found = tables_.find(name);
  if (found == tables_.end()) {
    throw std::runtime_error("mappings/" + source_ + " has no table " + std::string(name) + ".csv");
  }
  return found->second;
}

const InverseRow& InverseTables::row(std::string_view name, std::string_view target, const base::Date& at,
                                     std::uint32_t variant) const {
  const auto found = table(name).by_target.find(std::string(target));
  if (found != table(name).by_target.end()) {
    const auto& rows = found->second;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& candidate = rows[(i + variant) % rows.size()];
      if (in_force(candidate, at)) return candidate;
    }
  }
  throw std::runtime_error("mappings/" + source_ + "/" + std::string(name) + ".csv has no row for " +
                           std::string(target) + " on " + base::to_string(at));
}

std::optional<ExpiredCode> InverseTables::expired(std::string_view name) const {
  for (const auto& [code, rows] : table(name).by_source) {
    if (!std::all_of(rows.begin(), rows.end(), [](const InverseRow& row) { return row.to.has_value(); })) {
      continue;
    }
    const auto last = std::max_element(
        rows.begin(), rows.end(), [](const auto& left, const auto& right) { return *left.to < *right.to; });
    return ExpiredCode{code, last->target, base::from_days(base::to_days(*last->to) + 30)};
  }
  return std::nullopt;
}

std::optional<std::string> InverseTables::ambiguous(std::string_view name) const {
  for (const auto& [code, rows] : table(name).by_source) {
    if (rows.size() > 1) return code;
  }
  return std::nullopt;
}

}  // namespace raccordo::synth
