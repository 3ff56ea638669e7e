#include "mapping/table_diff.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <span>
#include <string>
#include <tuple>

namespace raccordo::mapping {
namespace {

/// Further columns of both tables, and where each table has them.
struct MoreColumns {
  std::vector<std::string_view> names;
  std::vector<std::pair<int, int>> places;  ///< -1: the table has no such column
};

int place_of(const Table& table, std::string_view name) {
  const auto& columns = table.more_columns();
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

MoreColumns join_columns(const Table& before, const Table& after) {
  MoreColumns joined;
  for (const auto* table : {&before, &after}) {
    for (const auto& name : table->more_columns()) {
      if (std::find(joined.names.begin(), joined.names.end(), name) != joined.names.end()) continue;
      joined.names.emplace_back(name);
      joined.places.emplace_back(place_of(before, name), place_of(after, name));
    }
  }
  return joined;
}

enum class Side : std::uint8_t { before, after };

struct SidedRow {
  const Row* row;
  Side side;
};

std::string_view more_of(const SidedRow& sided, const std::pair<int, int>& places) {
  const int place = sided.side == Side::before ? places.first : places.second;
  return place < 0 ? std::string_view() : std::string_view(sided.row->more[static_cast<std::size_t>(place)]);
}

auto key_of(const Row& row) { return std::tie(row.source_code, row.valid_from, row.valid_to); }
auto content_of(const Row& row) {
  return std::tie(row.status, row.relationship, row.target_code, row.source_label, row.comment);
}

class Comparison {
 public:
  Comparison(const Table& before, const Table& after) : more_(join_columns(before, after)) {}

  /// By key, then by content.
  std::strong_ordering compare(const SidedRow& left, const SidedRow& right) const {
    if (const auto order = key_of(*left.row) <=> key_of(*right.row); order != 0) return order;
    if (const auto order = content_of(*left.row) <=> content_of(*right.row); order != 0) return order;
    for (const auto& places : more_.places) {
      if (const auto order = more_of(left, places) <=> more_of(right, places); order != 0) return order;
    }
    return std::strong_ordering::equal;
  }

  std::vector<std::string_view> differing_columns(const SidedRow& before, const SidedRow& after) const {
    std::vector<std::string_view> names;
    const auto note = [&](std::string_view name, const auto& left, const auto& right) {
      if (left != right) names.push_back(name);
    };
    note("source_label", before.row->source_label, after.row->source_label);
    note("target_code", before.row->target_code, after.row->target_code);
    note("relationship", before.row->relationship, after.row->relationship);
    note("status", before.row->status, after.row->status);
    note("comment", before.row->comment, after.row->comment);
    for (std::size_t i = 0; i < more_.names.size(); ++i) {
      note(more_.names[i], more_of(before, more_.places[i]), more_of(after, more_.places[i]));
    }
    return names;
  }

 private:
  MoreColumns more_;
};

std::vector<SidedRow> sorted_rows(std::span<const Row> rows, Side side, const Comparison& comparison) {
  std::vector<SidedRow> sorted;
  sorted.reserve(rows.size());
  for (const auto& row : rows) sorted.push_back({&row, side});
  std::sort(sorted.begin(), sorted.end(),
            [&](const SidedRow& left, const SidedRow& right) { return comparison.compare(left, right) < 0; });
  return sorted;
}

/// The rows that differ, still in order.
struct Unshared {
  std::vector<SidedRow> before, after;
};

Unshared drop_shared(const std::vector<SidedRow>& before, const std::vector<SidedRow>& after,
                     const Comparison& comparison) {
  Unshared left;
  auto one = before.begin();
  auto two = after.begin();
  while (one != before.end() && two != after.end()) {
    const auto order = comparison.compare(*one, *two);
    if (order < 0) {
      left.before.push_back(*one++);
    } else if (order > 0) {
      left.after.push_back(*two++);
    } else {
      ++one;
      ++two;
    }
  }
  left.before.insert(left.before.end(), one, before.end());
  left.after.insert(left.after.end(), two, after.end());
  return left;
}

TableDiff pair_by_key(const Unshared& rows, const Comparison& comparison) {
  TableDiff diff;
  auto one = rows.before.begin();
  auto two = rows.after.begin();
  while (one != rows.before.end() || two != rows.after.end()) {
    if (two == rows.after.end() || (one != rows.before.end() && key_of(*one->row) < key_of(*two->row))) {
      diff.removed.push_back((one++)->row);
    } else if (one == rows.before.end() || key_of(*two->row) < key_of(*one->row)) {
      diff.added.push_back((two++)->row);
    } else {
      diff.changed.push_back({one->row, two->row, comparison.differing_columns(*one, *two)});
      ++one;
      ++two;
    }
  }
  return diff;
}

}  // namespace

TableDiff diff_tables(const Table& before, const Table& after) {
  const Comparison comparison(before, after);
  std::span<const Row> old_rows(before.rows());
  std::span<const Row> new_rows(after.rows());
  const auto equal = [&](const Row& left, const Row& right) {
    return comparison.compare({&left, Side::before}, {&right, Side::after}) == 0;
  };
  // Most edits change few rows: equal ones at both ends need no sorting.
  while (!old_rows.empty() && !new_rows.empty() && equal(old_rows.front(), new_rows.front())) {
    old_rows = old_rows.subspan(1);
    new_rows = new_rows.subspan(1);
  }
  while (!old_rows.empty() && !new_rows.empty() && equal(old_rows.back(), new_rows.back())) {
    old_rows = old_rows.first(old_rows.size() - 1);
    new_rows = new_rows.first(new_rows.size() - 1);
  }
  return pair_by_key(drop_shared(sorted_rows(old_rows, Side::before, comparison),
                                 sorted_rows(new_rows, Side::after, comparison), comparison),
                     comparison);
}

}  // namespace raccordo::mapping
