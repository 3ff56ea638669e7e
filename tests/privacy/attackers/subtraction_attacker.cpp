#include "privacy/attackers/subtraction_attacker.hpp"

#include <cstdlib>
#include <map>

namespace raccordo::attackers {
namespace {

constexpr int kAmbitoDepth = 2;  // below total and district

bool is_small(std::int64_t count, int k) { return count != 0 && std::abs(count) < k; }

/// Number of places from one category of a dimension to the next.
std::vector<std::size_t> strides_of(const PublishedTable& table) {
  std::vector<std::size_t> strides(table.dimensions.size(), 1);
  for (std::size_t i = strides.size(); i-- > 1;)
    strides[i - 1] = strides[i] * table.dimensions[i].categories.size();
  return strides;
}

/// Calls `visit(dimension, place, children)` for every shown cell and dimension in which it has children,
/// with the places of these.
template <class Visit>
void for_each_family(const PublishedTable& table, Visit visit) {
  const auto strides = strides_of(table);
  std::vector<std::size_t> children;
  for_each_cell(table, [&](std::size_t place, const std::vector<std::size_t>& at) {
    if (!table.cells[place]) return;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const auto& categories = table.dimensions[i].categories;
      children.clear();
      for (std::size_t child = 0; child < categories.size(); ++child) {
        if (categories[child].parent == static_cast<int>(at[i]))
          children.push_back(place + (child - at[i]) * strides[i]);
      }
      if (!children.empty()) visit(table.dimensions[i], place, children);
    }
  });
}

std::string place_name(const PublishedTable& table, std::size_t wanted) {
  std::string name;
  for_each_cell(table, [&](std::size_t place, const std::vector<std::size_t>& at) {
    if (place == wanted) name = table.id + ": " + name_cell(table, at).text();
  });
  return name;
}

/// All shown cells of a release by counted unit and `when`, then by coordinates.
using Shown = std::map<std::string, std::int64_t>;
std::string key_of(const std::string& measure, const std::string& unit_and_when,
                   const std::string& coordinates) {
  return measure + "|" + unit_and_when + "|" + coordinates;
}

/// `base` of a cell's name without the period.
std::string without_period(const std::string& base) { return base.substr(0, base.rfind('|')); }

struct Cell {
  std::string name;
  std::optional<std::int64_t> value;
};
std::map<std::string, Cell> cells_by_coordinates(const std::vector<PublishedTable>& release) {
  std::map<std::string, Cell> cells;
  for (const auto& table : release) {
    for_each_cell(table, [&](std::size_t place, const std::vector<std::size_t>& at) {
      const auto name = name_cell(table, at);
      auto& cell = cells[key_of(name.measure, without_period(name.base), name.coordinates)];
      cell.name = name.text();
      if (table.cells[place]) cell.value = table.cells[place];
    });
  }
  return cells;
}

Shown shown_of(const std::vector<PublishedTable>& release) {
  Shown shown;
  for (const auto& [key, cell] : cells_by_coordinates(release)) {
    if (cell.value) shown.emplace(key, *cell.value);
  }
  return shown;
}

/// Cells that were shown before, if what they are after is asked for.
template <class Asked>
std::vector<StatusChange> compare(const std::vector<PublishedTable>& before,
                                  const std::vector<PublishedTable>& after, Asked is_asked) {
  std::vector<StatusChange> changes;
  const auto old = cells_by_coordinates(before);
  for (const auto& [key, cell] : cells_by_coordinates(after)) {
    const auto was = old.find(key);
    if (was == old.end() || !was->second.value || !is_asked(cell)) continue;
    changes.push_back({was->second.name, cell.name, *was->second.value});
  }
  return changes;
}

bool is_below_ambito(const PublishedTable& table, const std::vector<std::size_t>& at) {
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto& dimension = table.dimensions[i];
    if (dimension.id != "territory" && dimension.id != "residence") continue;
    int depth = 0;
    for (auto up = dimension.categories[at[i]].parent; up >= 0;
         up = dimension.categories[static_cast<std::size_t>(up)].parent)
      ++depth;
    if (depth > kAmbitoDepth) return true;
  }
  return false;
}

/// The cells that changed, by category of one dimension.
struct Votes {
  std::map<std::string, std::pair<int, std::size_t>> of_category;  // depth, cells
  std::size_t cells = 0;

  void add(const PublishedDimension& dimension, std::size_t category) {
    if (category == 0) return;
    ++cells;
    int depth = 0;
    for (auto up = static_cast<int>(category); up > 0;
         up = dimension.categories[static_cast<std::size_t>(up)].parent)
      ++depth;
    // A category speaks for all above it.
    for (auto up = static_cast<int>(category); up > 0;
         up = dimension.categories[static_cast<std::size_t>(up)].parent) {
      auto& [of_depth, count] = of_category[dimension.categories[static_cast<std::size_t>(up)].code];
      of_depth = depth--;
      ++count;
    }
  }
  /// The deepest category that at least three quarters of the cells have.
  std::string most_exact() const {
    std::string best;
    int deepest = 0;
    for (const auto& [category, given] : of_category) {
      if (given.second * 4 < cells * 3 || given.first <= deepest) continue;
      best = category;
      deepest = given.first;
    }
    return best;
  }
};

}  // namespace

std::vector<SmallGroup> attack_siblings(const std::vector<PublishedTable>& release, int k) {
  std::vector<SmallGroup> groups;
  for (const auto& table : release) {
    if (table.measure == "amount") continue;
    for_each_family(table, [&](const auto& dimension, std::size_t place, const auto& children) {
      if (!dimension.additive) return;
      auto rest = *table.cells[place];
      for (const auto child : children) rest -= table.cells[child].value_or(0);
      if (is_small(rest, k)) groups.push_back({place_name(table, place) + " by " + dimension.id, rest});
    });
  }
  return groups;
}

std::vector<SmallGroup> attack_nested(const std::vector<PublishedTable>& release, int k) {
  std::vector<SmallGroup> groups;
  const auto shown = shown_of(release);
  for (const std::string when : {"active-during", "registered-by-end", "open-at-end"}) {
    const auto of_cases = key_of("persons", "case|" + when, "");
    const auto of_interventions = key_of("persons", "intervention|" + when, "");
    for (auto at = shown.lower_bound(of_interventions);
         at != shown.end() && at->first.starts_with(of_interventions); ++at) {
      const auto all = shown.find(of_cases + at->first.substr(of_interventions.size()));
      if (all != shown.end() && is_small(all->second - at->second, k))
        groups.push_back({all->first + " less those with interventions", all->second - at->second});
    }
  }
  for (const auto& table : release) {
    if (table.measure != "persons" && table.measure != "persons-joint") continue;
    for_each_family(table, [&](const auto& dimension, std::size_t place, const auto& children) {
      for (const auto child : children) {
        if (dimension.additive || !table.cells[child] || *table.cells[child] == 0) continue;
        const auto rest = *table.cells[place] - *table.cells[child];
        if (is_small(rest, k))
          groups.push_back({place_name(table, place) + " less " + place_name(table, child), rest});
      }
    });
  }
  return groups;
}

std::vector<SmallGroup> attack_joint(const std::vector<PublishedTable>& release, int k) {
  std::vector<SmallGroup> groups;
  const auto shown = shown_of(release);
  const std::string joint = "persons-joint|";
  for (auto at = shown.lower_bound(joint); at != shown.end() && at->first.starts_with(joint); ++at) {
    for (const std::string when : {"|open-at-end|", "|active-during|"}) {
      auto name = "persons|" + at->first.substr(joint.size());
      if (const auto found = name.find("|open-at-end|"); found != std::string::npos)
        name.replace(found, std::string("|open-at-end|").size(), when);
      const auto all = shown.find(name);
      if (all != shown.end() && is_small(all->second - at->second, k))
        groups.push_back({all->first + " less those in joint charge", all->second - at->second});
    }
  }
  return groups;
}

std::vector<SmallGroup> attack_stock_and_flow(const std::vector<PublishedTable>& before,
                                              const std::vector<PublishedTable>& after, int k) {
  std::vector<SmallGroup> groups;
  const auto old = shown_of(before);
  const auto fresh = shown_of(after);
  const std::string stock = key_of("cases", "case|registered-by-end", "");
  const std::string flow = key_of("cases", "case|opened-during", "");
  for (auto at = fresh.lower_bound(stock); at != fresh.end() && at->first.starts_with(stock); ++at) {
    const auto was = old.find(at->first);
    const auto opened = fresh.find(flow + at->first.substr(stock.size()));
    if (was == old.end() || opened == fresh.end()) continue;
    const auto rest = at->second - was->second - opened->second;
    if (is_small(rest, k)) groups.push_back({at->first + " less the period before less opened", rest});
  }
  return groups;
}

std::vector<StatusChange> newly_hidden(const std::vector<PublishedTable>& before,
                                       const std::vector<PublishedTable>& after) {
  return compare(before, after, [](const Cell& cell) { return !cell.value; });
}

std::vector<StatusChange> still_shown(const std::vector<PublishedTable>& before,
                                      const std::vector<PublishedTable>& after) {
  return compare(before, after, [](const Cell& cell) { return cell.value.has_value(); });
}

std::vector<Profile> profile_of_revision(const std::vector<PublishedTable>& before,
                                         const std::vector<PublishedTable>& after) {
  std::map<std::string, Votes> votes;
  for (std::size_t number = 0; number < after.size(); ++number) {
    const auto& table = after[number];
    for_each_cell(table, [&](std::size_t place, const std::vector<std::size_t>& at) {
      const auto& was = before[number].cells[place];
      if (!was || (table.cells[place] && *table.cells[place] == *was) || is_below_ambito(table, at)) return;
      for (std::size_t i = 0; i < at.size(); ++i)
        votes[table.dimensions[i].id].add(table.dimensions[i], at[i]);
    });
  }
  std::vector<Profile> profile;
  for (const auto& [dimension, given] : votes) {
    if (given.cells > 0) profile.push_back({dimension, given.most_exact(), given.cells});
  }
  return profile;
}

}  // namespace raccordo::attackers
