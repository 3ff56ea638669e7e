#include "app/releases/series.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/releases/release_json.hpp"
#include "base/stored_damage.hpp"
#include "store/interface/releases.hpp"

namespace raccordo::app {
namespace {

bool is_before(const model::Period& one, const model::Period& other) {
  return one.first != other.first ? one.first < other.first : one.last < other.last;
}

}  // namespace

std::vector<ReleasedTable> released_tables(const store::ReleaseRow& row) {
  return read_release_metadata(row).tables;
}

model::Period released_period(const store::ReleaseRow& row) {
  if (auto period = model::parse_period(row.period)) return *period;
  throw base::StoredDamage("release " + row.id + " has the period " + row.period);
}

std::vector<store::ReleaseRow> current_releases(store::Releases& store, Audience audience) {
  std::vector<store::ReleaseRow> current;
  std::set<std::string> periods;
  for (auto& row : store.releases()) {  // newest first
    if (row.state != "DONE" || (audience == Audience::open && !row.published_at)) continue;
    if (periods.insert(row.period).second) current.push_back(std::move(row));
  }
  std::sort(current.begin(), current.end(), [](const auto& one, const auto& other) {
    return is_before(released_period(one), released_period(other));
  });
  return current;
}

std::vector<store::ReleaseRow> releases_with(std::vector<store::ReleaseRow> releases,
                                             std::string_view table) {
  std::erase_if(releases, [&](const auto& row) {
    const auto tables = released_tables(row);
    return std::none_of(tables.begin(), tables.end(), [&](const auto& each) { return each.id == table; });
  });
  return releases;
}

std::vector<store::ReleaseRow> within(std::vector<store::ReleaseRow> releases, const PeriodRange& range) {
  std::erase_if(releases, [&](const auto& row) {
    const auto period = released_period(row);
    return (range.from && period.first < range.from->first) || (range.to && range.to->last < period.last);
  });
  return releases;
}

std::vector<ReleasedTable> tables_over_time(const std::vector<store::ReleaseRow>& releases) {
  std::map<std::string, ReleasedTable> tables;
  for (const auto& row : releases) {
    for (auto& table : released_tables(row)) tables[table.id] = table;  // newer titles replace older ones
  }
  std::vector<ReleasedTable> all;
  for (auto& [id, table] : tables) all.push_back(std::move(table));
  return all;
}

}  // namespace raccordo::app
