#include "aggregate/witness/differences.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "aggregate/count/shared_cells.hpp"
#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

bool counts_the_same(const CountedTable& one, const CountedTable& other) {
  if (one.definition.id != other.definition.id || one.definition.measure != other.definition.measure ||
      one.definition.when != other.definition.when || one.definition.kinds != other.definition.kinds) {
    return false;
  }
  return std::equal(one.dimensions.begin(), one.dimensions.end(), other.dimensions.begin(),
                    other.dimensions.end(),
                    [](const auto& left, const auto& right) { return left.id == right.id; });
}

/// By place in the newer table the place in the older one, dimension after dimension.
std::vector<std::uint32_t> match_places(const CountedTable& newer, const CountedTable& older) {
  std::vector<std::uint32_t> places(1, 0);
  for (std::size_t i = 0; i < newer.dimensions.size(); ++i) {
    const auto& old = older.dimensions[i].categories;
    std::map<std::string_view, std::uint32_t> place_of;
    for (std::size_t at = 0; at < old.size(); ++at) place_of.emplace(old[at].code, at);
    std::vector<std::uint32_t> finer;
    for (const auto place : places) {
      for (const auto& category : newer.dimensions[i].categories) {
        const auto found = place_of.find(category.code);
        const bool is_known = place != kNoCell && found != place_of.end();
        finer.push_back(is_known ? place * static_cast<std::uint32_t>(old.size()) + found->second : kNoCell);
      }
    }
    places = std::move(finer);
  }
  return places;
}

/// The contributions of one person to every cell, for look-ups; cleared by the caller.
struct Marks {
  std::vector<std::int64_t> values;
  std::vector<std::uint8_t> is_there;
};

class DifferenceCounter {
 public:
  DifferenceCounter(const std::vector<TablePair>& pairs, const PersonCounter& counter)
      : pairs_(pairs),
        counter_(counter),
        marks_{std::vector<std::int64_t>(counter.cells(), 0), std::vector<std::uint8_t>(counter.cells(), 0)} {
    for (const auto& pair : pairs) {
      counts_.emplace_back(pair.older_place.size());
      newer_place_.emplace_back(counter.first_cell(pair.older + 1) - counter.first_cell(pair.older), kNoCell);
      for (std::uint32_t place = 0; place < pair.older_place.size(); ++place) {
        if (pair.older_place[place] != kNoCell) newer_place_.back()[pair.older_place[place]] = place;
      }
    }
  }

  /// `list` by table, with the start of each.
  void add(const std::vector<Contribution>& list, const std::vector<std::uint32_t>& begin) {
    for (const auto& [cell, value] : list) {
      marks_.values[cell] = value;
      marks_.is_there[cell] = 1;
    }
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      add_newer(i, list, begin);
      add_older(i, list, begin);
    }
    for (const auto& contribution : list) marks_.is_there[contribution.cell] = 0;
  }

  std::vector<std::vector<CountedCell>> take() { return std::move(counts_); }

 private:
  void add_newer(std::size_t i, const std::vector<Contribution>& list,
                 const std::vector<std::uint32_t>& begin) {
    const auto& pair = pairs_[i];
    for (auto at = begin[pair.newer]; at < begin[pair.newer + 1]; ++at) {
      const auto place = list[at].cell - counter_.first_cell(pair.newer);
      if (pair.older_place[place] == kNoCell) continue;
      const auto other = counter_.first_cell(pair.older) + pair.older_place[place];
      const bool is_there = marks_.is_there[other] != 0;
      if (is_there && marks_.values[other] == list[at].value) continue;
      ++counts_[i][place].persons;
      counts_[i][place].value += list[at].value - (is_there ? marks_.values[other] : 0);
    }
  }
  /// Persons in the older cell who are not in the newer one.
  void add_older(std::size_t i, const std::vector<Contribution>& list,
                 const std::vector<std::uint32_t>& begin) {
    const auto& pair = pairs_[i];
    for (auto at = begin[pair.older]; at < begin[pair.older + 1]; ++at) {
      const auto place = newer_place_[i][list[at].cell - counter_.first_cell(pair.older)];
      if (place == kNoCell || marks_.is_there[counter_.first_cell(pair.newer) + place] != 0) continue;
      ++counts_[i][place].persons;
      counts_[i][place].value -= list[at].value;
    }
  }

  const std::vector<TablePair>& pairs_;
  const PersonCounter& counter_;
  Marks marks_;
  std::vector<std::vector<CountedCell>> counts_;
  std::vector<std::vector<std::uint32_t>> newer_place_;
};

void add_counts(const std::vector<std::vector<CountedCell>>& more,
                std::vector<std::vector<CountedCell>>& sums) {
  for (std::size_t pair = 0; pair < sums.size(); ++pair) {
    for (std::size_t place = 0; place < sums[pair].size(); ++place) {
      sums[pair][place].value += more[pair][place].value;
      sums[pair][place].persons += more[pair][place].persons;
    }
  }
}

bool is_small(std::int64_t count, int k) { return count > 0 && count < k; }

}  // namespace

std::vector<std::uint16_t> compared_layers(std::span<const Layer> layers, std::uint16_t newer) {
  const auto& period = layers[newer].period;
  std::vector<std::uint16_t> found;
  std::optional<std::uint16_t> before, after;
  for (std::uint16_t at = 0; at < newer; ++at) {
    const auto& other = layers[at].period;
    if (other.code == period.code) {
      found.push_back(at);
    } else if (other.first < period.first) {
      if (!before || !(other.first < layers[*before].period.first)) before = at;
    } else if (!after || !(layers[*after].period.first < other.first)) {
      after = at;
    }
  }
  if (before) found.push_back(*before);
  if (after) found.push_back(*after);
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<TablePair> pair_tables(const std::vector<PlannedTable>& plans, std::span<const Layer> layers,
                                   std::uint16_t newer) {
  const auto others = compared_layers(layers, newer);
  std::vector<TablePair> pairs;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].layer != newer) continue;
    for (std::size_t other = 0; other < table; ++other) {
      if (!std::binary_search(others.begin(), others.end(), plans[other].layer) ||
          !counts_the_same(plans[table].table, plans[other].table)) {
        continue;
      }
      const bool is_revision = layers[plans[other].layer].period.code == layers[newer].period.code;
      if (!is_revision && is_flow(plans[table].table.definition)) continue;
      pairs.push_back({other, table, match_places(plans[table].table, plans[other].table)});
    }
  }
  return pairs;
}

std::vector<std::vector<CountedCell>> count_differences(const std::vector<TablePair>& pairs,
                                                        const Register& people,
                                                        const PersonCounter& counter) {
  if (pairs.empty()) return {};
  std::vector<std::uint8_t> wanted(counter.tables(), 0);
  for (const auto& pair : pairs) wanted[pair.older] = wanted[pair.newer] = 1;
  const auto parts = cut_persons(people.persons());
  std::vector<std::vector<std::vector<CountedCell>>> counts(parts.size());
  base::share_out(parts.size(), parts.size(), [&](std::size_t, std::size_t part) {
    auto own_counter = counter;
    DifferenceCounter differences(pairs, own_counter);
    FactColumns dossier;
    std::vector<Contribution> list;
    std::vector<std::uint32_t> begin(counter.tables() + 1, 0);
    for (auto person = parts[part].begin; person < parts[part].end; ++person) {
      people.copy(person, dossier);
      list.clear();
      own_counter.list_wanted(dossier, list, [&](std::size_t table) { return wanted[table] != 0; });
      for (std::size_t table = 0; table <= counter.tables(); ++table)
        begin[table] = static_cast<std::uint32_t>(own_counter.begin_of(table));
      differences.add(list, begin);
    }
    counts[part] = differences.take();
  });
  auto sums = std::move(counts.front());
  for (std::size_t part = 1; part < counts.size(); ++part) add_counts(counts[part], sums);
  return sums;
}

Ties find_ties(const std::vector<PlannedTable>& plans, std::span<const Layer> layers, std::uint16_t newer,
               std::span<const TablePair> pairs, std::span<const std::vector<CountedCell>> differences) {
  const auto first = first_cells(plans);
  const auto layer_begin = first_cell_of_layer(plans, newer);
  Ties ties;
  ties.of_cell.assign(first_cell_of_layer(plans, static_cast<std::uint16_t>(newer + 1)) - layer_begin,
                      Tie::none);
  ties.source.assign(ties.of_cell.size(), 0);
  ties.twin.assign(ties.of_cell.size(), kNoCell);
  const int k = layers[newer].rules.k;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& pair = pairs[i];
    const auto old_layer = plans[pair.older].layer;
    const auto old_begin = first_cell_of_layer(plans, old_layer);
    const bool is_revision = layers[old_layer].period.code == layers[newer].period.code;
    const bool are_seats = layers[old_layer].from_seats && layers[newer].from_seats;
    const bool is_amount = plans[pair.newer].table.definition.measure == model::Measure::amount;
    for (std::uint32_t place = 0; place < pair.older_place.size(); ++place) {
      if (pair.older_place[place] == kNoCell) continue;
      const auto newer_cell = first[pair.newer] + place;
      const auto older_cell = first[pair.older] + pair.older_place[place];
      const auto& differs = differences[i][place];
      const bool was_hidden = layers[old_layer].hidden[older_cell - old_begin] != 0;
      auto& tie = ties.of_cell[newer_cell - layer_begin];
      if (is_small(differs.persons, k)) {
        if (!are_seats || !was_hidden) ties.sensitive.push_back({{newer_cell}, {older_cell}});
        if (are_seats && !was_hidden) ties.forbidden.push_back(newer_cell);
      }
      if (differs.persons == 0) {
        // An empty cell has no members that could be the same in two periods.
        if (!is_revision && plans[pair.newer].table.cells[place].persons == 0) continue;
        if (was_hidden) ties.twin[newer_cell - layer_begin] = older_cell;
        if (!was_hidden) ties.source[newer_cell - layer_begin] = old_layer;
        if (tie != Tie::shown) tie = was_hidden ? std::max(tie, Tie::hidden) : Tie::shown;
      } else if (is_revision && !is_amount && !was_hidden && tie != Tie::shown &&
                 is_small(std::abs(differs.value), k)) {
        tie = Tie::hidden_by_difference;
      }
    }
  }
  return ties;
}

std::vector<std::uint32_t> first_cells(const std::vector<PlannedTable>& plans) {
  std::vector<std::uint32_t> first(1, 0);
  for (const auto& plan : plans) first.push_back(first.back() + static_cast<std::uint32_t>(plan.cells));
  return first;
}

std::uint32_t first_cell_of_layer(const std::vector<PlannedTable>& plans, std::uint16_t layer) {
  std::uint32_t first = 0;
  for (const auto& plan : plans) {
    if (plan.layer < layer) first += static_cast<std::uint32_t>(plan.cells);
  }
  return first;
}

}  // namespace raccordo::aggregate
