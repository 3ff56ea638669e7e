#include "privacy/attackers/linked_cells.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace raccordo::attackers {
namespace {

using Places = std::vector<std::size_t>;

struct Inclusion {
  std::string_view smaller, larger;
};

/// The later ones of each chain count at least as much as the earlier ones.
constexpr std::array<Inclusion, 5> kMeasures = {{{"persons", "cases"},
                                                 {"cases", "interventions"},
                                                 {"persons", "interventions"},
                                                 {"persons-joint", "persons"},
                                                 {"persons-joint", "cases"}}};
/// Of a whole case or intervention, whatever its dates, as long as it does not end before it starts.
constexpr std::array<Inclusion, 7> kWhens = {{{"open-at-end", "active-during"},
                                              {"open-at-end", "registered-by-end"},
                                              {"active-during", "registered-by-end"},
                                              {"opened-during", "registered-by-end"},
                                              {"opened-during", "active-during"},
                                              {"closed-during", "active-during"},
                                              {"closed-during", "registered-by-end"}}};

/// The public rule (docs/extracts.md): whether one counted item is in one child only.
bool adds_up(std::string_view measure, std::string_view dimension) {
  if (dimension == "need") return false;
  return measure == "interventions" ||
         (measure == "cases" && dimension != "area" && dimension != "type" && dimension != "management");
}

/// The public list of groups: whether so many children are all the Comuni of a group. What is no group of the
/// list has no other children than those that are published.
bool lists_whole_group(const std::string& code, std::size_t children) {
  static const auto sizes = [] {
    std::map<std::string, std::size_t> found;
    std::ifstream file(RACCORDO_SOURCE_DIR "/mappings/scheme/comune-groups.csv");
    for (std::string line; std::getline(file, line);) ++found[line.substr(0, line.find(','))];
    return found;
  }();
  const auto found = sizes.find(code);
  return found == sizes.end() || found->second == children;
}

class Linker {
 public:
  void add(const PublishedTable& table) {
    Places of_table;
    for_each_cell(table, [&](std::size_t place, const auto& categories) {
      of_table.push_back(add_cell(name_cell(table, categories), table, table.cells[place]));
    });
    add_hierarchies(table, of_table);
    periods_.insert(table.period);
  }

  LinkedCells finish(Register assumption) {
    for (const auto& family : families_) relate_overlapping(family);
    for (std::size_t i = 0; i < linked_.cells.size(); ++i) {
      relate_measures(i);
      relate_whens(i);
      relate_type(i);
      if (assumption == Register::only_grows) relate_periods(i);
    }
    return std::move(linked_);
  }

 private:
  /// Children that overlap, under one parent.
  struct Family {
    std::string dimension;
    std::size_t parent = 0;
    Places children;
  };

  std::size_t add_cell(CellName name, const PublishedTable& table, std::optional<std::int64_t> value) {
    const auto [entry, is_new] = linked_.places.emplace(name.text(), linked_.cells.size());
    if (is_new) linked_.cells.push_back({std::move(name), table.id, std::nullopt, false});
    auto& cell = linked_.cells[entry->second];
    if (!value) {
      cell.hidden_somewhere = true;
    } else if (cell.value && *cell.value != *value) {
      throw std::invalid_argument("two tables differ on " + entry->first);
    } else {
      cell.value = value;
    }
    return entry->second;
  }

  void add_hierarchies(const PublishedTable& table, const Places& cells) {
    std::size_t stride = 1;
    for (std::size_t d = table.dimensions.size(); d-- > 0;) {
      const auto& dimension = table.dimensions[d];
      std::vector<std::vector<std::size_t>> children(dimension.categories.size());
      for (std::size_t i = 0; i < dimension.categories.size(); ++i) {
        const int parent = dimension.categories[i].parent;
        if (parent >= 0) children[static_cast<std::size_t>(parent)].push_back(i);
      }
      for (std::size_t place = 0; place < cells.size(); ++place) {
        const auto category = place / stride % children.size();
        Places below;
        for (const auto child : children[category]) {
          below.push_back(cells[place + child * stride - category * stride]);
        }
        if (!below.empty()) relate_family(dimension, dimension.categories[category], cells[place], below);
      }
      stride *= dimension.categories.size();
    }
  }

  /// Where children overlap the parent is at most their sum only if no item counts on the parent itself, as
  /// residence outside the province does on `_U`.
  void relate_family(const PublishedDimension& dimension, const PublishedCategory& category,
                     std::size_t parent, const Places& children) {
    Relation sum{dimension.additive ? RelationKind::equal_to_zero : RelationKind::at_most_zero,
                 {{parent, 1}}};
    for (const auto child : children) sum.terms.push_back({child, -1});
    const bool is_whole = category.code != "_U" && lists_whole_group(category.code, children.size());
    if (dimension.additive || is_whole) add_relation(std::move(sum));
    if (dimension.additive) return;
    for (const auto child : children) at_most(child, parent);
    families_.push_back({dimension.id, parent, children});
  }

  /// A person in two areas has two interventions, one in two Comuni two cases: the children together are at
  /// most a larger measure of the parent that does add up, whether its own children are published or not.
  void relate_overlapping(const Family& family) {
    const auto& parent = linked_.cells[family.parent].name;
    for (const auto& [smaller, larger] : kMeasures) {
      if (parent.measure != smaller || !adds_up(larger, family.dimension)) continue;
      auto name = parent;
      name.measure = larger;
      const auto found = linked_.places.find(name.text());
      if (found == linked_.places.end()) continue;
      Relation relation{RelationKind::at_most_zero, {{found->second, -1}}};
      for (const auto child : family.children) relation.terms.push_back({child, 1});
      add_relation(std::move(relation));
    }
  }

  void relate_measures(std::size_t cell) {
    for (const auto& [smaller, larger] : kMeasures) {
      auto name = linked_.cells[cell].name;
      if (name.measure != smaller) continue;
      name.measure = larger;
      at_most_if_there(cell, name);
    }
  }

  void relate_whens(std::size_t cell) {
    const auto& given = linked_.cells[cell].name;
    // The month of a table is that of its own event.
    if (given.measure == "amount" || given.coordinates.find("month=") != std::string::npos) return;
    for (const auto& [smaller, larger] : kWhens) {
      auto name = with_when(given, smaller, larger);
      at_most_if_there(cell, name);
      if (given.measure != "persons-joint") continue;
      name.measure = "persons";  // also where no table counts persons by the same days
      at_most_if_there(cell, name);
    }
  }

  /// Without a name that exists if the cell is not counted by `from`.
  static CellName with_when(CellName name, std::string_view from, std::string_view to) {
    const auto found = name.base.find("|" + std::string(from) + "|");
    if (found == std::string::npos) return {};
    name.base.replace(found + 1, from.size(), to);
    return name;
  }

  /// The first level below the total of `type` are the areas.
  void relate_type(std::size_t cell) {
    auto name = linked_.cells[cell].name;
    const auto at = name.coordinates.find("type=");
    if (at == std::string::npos) return;
    const auto end = name.coordinates.find(';', at);
    const auto code = name.coordinates.substr(at + 5, end - at - 5);
    // `area` comes first of all dimensions but `age`, which does not matter here: both are sorted by name.
    if (code == "_U" || name.coordinates.find("age=") != std::string::npos) return;
    name.coordinates.erase(at, end + 1 - at);
    name.coordinates.insert(0, "area=" + code + ";");
    at_most_if_there(cell, name);
  }

  void relate_periods(std::size_t cell) {
    const auto& now = linked_.cells[cell].name;
    if (now.base.find("|registered-by-end|") == std::string::npos ||
        now.coordinates.find("age=") != std::string::npos) {
      return;
    }
    const auto period = now.base.substr(now.base.rfind('|') + 1);
    const auto found = periods_.find(period);
    if (found == periods_.begin() || found == periods_.end() || !follow(*std::prev(found), period)) return;
    auto before = now;
    before.base.replace(before.base.rfind('|') + 1, std::string::npos, *std::prev(found));
    const auto old = linked_.places.find(before.text());
    if (old == linked_.places.end()) return;
    at_most(old->second, cell);
    const auto joined = linked_.places.find(with_when(now, "registered-by-end", "opened-during").text());
    if (joined == linked_.places.end()) return;
    const bool overlaps = now.measure == "persons";
    add_relation({overlaps ? RelationKind::at_most_zero : RelationKind::equal_to_zero,
                  {{cell, 1}, {old->second, -1}, {joined->second, -1}}});
  }

  /// Years only: cases opened in a later period lie between the two dates only if they are neighbours.
  static bool follow(const std::string& earlier, const std::string& later) {
    return earlier.size() == 4 && later.size() == 4 && std::stoi(earlier) + 1 == std::stoi(later);
  }

  void at_most_if_there(std::size_t smaller, const CellName& name) {
    const auto found = linked_.places.find(name.text());
    if (found != linked_.places.end()) at_most(smaller, found->second);
  }
  void at_most(std::size_t smaller, std::size_t larger) {
    add_relation({RelationKind::at_most_zero, {{smaller, 1}, {larger, -1}}});
  }

  /// Added once, even if several tables imply it.
  void add_relation(Relation relation) {
    std::vector<std::pair<std::size_t, int>> terms;
    for (const auto& term : relation.terms) terms.emplace_back(term.cell, term.factor);
    std::sort(terms.begin(), terms.end());
    if (known_.emplace(relation.kind, std::move(terms)).second) {
      linked_.relations.push_back(std::move(relation));
    }
  }

  LinkedCells linked_;
  std::vector<Family> families_;
  std::set<std::string> periods_;
  std::set<std::pair<RelationKind, std::vector<std::pair<std::size_t, int>>>> known_;
};

}  // namespace

LinkedCells link_tables(const std::vector<PublishedTable>& tables, Register assumption) {
  Linker linker;
  for (const auto& table : tables) linker.add(table);
  return linker.finish(assumption);
}

}  // namespace raccordo::attackers
