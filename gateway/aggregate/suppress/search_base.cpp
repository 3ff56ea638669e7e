#include "aggregate/suppress/search_base.hpp"

namespace raccordo::aggregate {

SearchBase::SearchBase(const std::vector<PlannedTable>& given, const LayeredRegister& all,
                       std::string_view key)
    : plans(given),
      joint(all),
      newest(joint.newest()),
      people(joint.facts, joint.former),
      counter(plans, joint.facts.codes),
      differences(watch_differences()),
      pools(plans, joint.facts, people, counter, key, static_cast<std::size_t>(most_k(joint.layers))),
      space(plans, joint.layers, differences, count_watched()),
      plausibility(joint, plans, counter),
      shares(find_largest_shares(plans, people, counter)),
      hidden(space.size()),
      draft(space, people, counter, plausibility, hidden) {
  inherit();
}

/// The differences that earlier releases certified, in the order of their certificates, then the new ones.
std::vector<DifferenceCell> SearchBase::watch_differences() {
  const auto pairs = pair_tables(plans, joint.layers, newest);
  ties = find_ties(plans, joint.layers, newest, pairs, count_differences(pairs, people, counter));
  std::vector<DifferenceCell> watched;
  for (const auto& certificate : joint.certificates) {
    if (certificate.older != kNoCell) watched.push_back({certificate.cell, certificate.older});
  }
  watched.insert(watched.end(), ties.sensitive.begin(), ties.sensitive.end());
  counter.watch(watched);
  return watched;
}

/// Fewer than k each, so the pools contain all of them.
std::vector<CountedCell> SearchBase::count_watched() const {
  std::vector<CountedCell> counts;
  for (std::uint32_t i = 0; i < differences.size(); ++i) {
    const auto persons = pools.behind(tables_end() + i).size();
    counts.push_back({static_cast<std::int64_t>(persons), static_cast<std::uint32_t>(persons)});
  }
  return counts;
}

/// Shown cells are frozen, hidden cells stay hidden.
void SearchBase::inherit() {
  CellNo cell = 0;
  for (const auto& layer : joint.layers.first(newest)) {
    for (const auto flag : layer.hidden) {
      flag != 0 ? hidden.hold(cell) : space.freeze(cell);
      ++cell;
    }
  }
  for (std::size_t place = 0; place < ties.of_cell.size(); ++place, ++cell) {
    const auto tie = ties.of_cell[place];
    const bool is_kept_back = joint.layers.back().keeps_back(place);
    if (tie == Tie::shown && !is_kept_back) space.freeze(cell);
    if (is_kept_back || tie == Tie::hidden || tie == Tie::hidden_by_difference) hidden.hold(cell);
  }
  for (const auto& change : ties.forbidden) {
    if (!hidden.is_hidden(change.newer)) hidden.hold(change.newer);
  }
}

}  // namespace raccordo::aggregate
