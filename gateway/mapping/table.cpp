#include "mapping/table.hpp"

#include <algorithm>
#include <array>

#include "mapping/code_text.hpp"

namespace raccordo::mapping {
namespace {

constexpr std::array<std::string_view, 5> kRelationships = {"equivalent", "source-is-narrower-than-target",
                                                            "source-is-broader-than-target", "related-to",
                                                            "not-related-to"};
constexpr std::array<std::string_view, 4> kStatuses = {"UNCHECKED", "APPROVED", "FLAGGED", "IGNORED"};

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

bool in_force(const Row& row, const base::Date& date) {
  return (!row.valid_from || *row.valid_from <= date) && (!row.valid_to || date <= *row.valid_to);
}

/// Days between a date and a row that is not valid then.
std::int32_t distance(const Row& row, const base::Date& date) {
  if (row.valid_from && date < *row.valid_from) return base::to_days(*row.valid_from) - base::to_days(date);
  return base::to_days(date) - base::to_days(*row.valid_to);
}

Lookup verdict(const Row& row) {
  if (row.status == RowStatus::ignored) return {Lookup::Kind::ignored, &row};
  if (maps(row.relationship)) return {Lookup::Kind::mapped, &row};
  return {};
}

/// Rows whose codes look alike may coexist; if they contradict each other, neither maps.
bool agree(const Row& left, const Row& right) {
  const auto one = verdict(left), other = verdict(right);
  return one.kind == other.kind &&
         (one.kind != Lookup::Kind::mapped || left.target_code == right.target_code);
}

}  // namespace

std::string_view to_string(Relationship value) { return kRelationships[static_cast<std::size_t>(value)]; }
std::string_view to_string(RowStatus value) { return kStatuses[static_cast<std::size_t>(value)]; }
std::optional<Relationship> parse_relationship(std::string_view text) {
  return find_name<Relationship>(kRelationships, text);
}
std::optional<RowStatus> parse_row_status(std::string_view text) {
  return find_name<RowStatus>(kStatuses, text);
}
std::span<const std::string_view> relationship_names() { return kRelationships; }
std::span<const std::string_view> row_status_names() { return kStatuses; }

bool maps(Relationship value) {
  return value == Relationship::equivalent || value == Relationship::source_is_narrower_than_target;
}

bool decides(const Row& row) { return row.status == RowStatus::approved || row.status == RowStatus::ignored; }

Table::Table(std::string source, std::string name, std::int32_t version, std::vector<Row> rows,
             std::vector<std::string> more_columns)
    : source_(std::move(source)),
      name_(std::move(name)),
      version_(version),
      rows_(std::move(rows)),
      more_columns_(std::move(more_columns)) {
  index_.reserve(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].key = comparable_code(rows_[i].source_code);
    if (decides(rows_[i])) index_[rows_[i].key].push_back(static_cast<std::uint32_t>(i));
  }
}

Lookup Table::find(std::string_view code, const std::optional<base::Date>& date) const {
  return is_plain_code(code) ? find_plain(code, date) : find_plain(comparable_code(code), date);
}

Lookup Table::find_plain(std::string_view code, const std::optional<base::Date>& date) const {
  const auto found = index_.find(code);
  if (found == index_.end()) return {};
  const auto& places = found->second;
  if (!date) {
    if (places.size() > 1) return {Lookup::Kind::ambiguous, nullptr};
    return verdict(rows_[places.front()]);
  }
  const Row* nearest = nullptr;
  const Row* decisive = nullptr;
  for (const auto place : places) {
    const auto& row = rows_[place];
    if (in_force(row, *date)) {
      if (decisive && !agree(*decisive, row)) return {};
      decisive = &row;
    } else if (!nearest || distance(row, *date) < distance(*nearest, *date)) {
      nearest = &row;
    }
  }
  if (decisive) return verdict(*decisive);
  return {Lookup::Kind::expired, nearest};
}

void TableSet::put(std::shared_ptr<const Table> table) {
  auto name = table->name();
  tables_.insert_or_assign(std::move(name), std::move(table));
}

const Table* TableSet::find(std::string_view name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : found->second.get();
}

}  // namespace raccordo::mapping
