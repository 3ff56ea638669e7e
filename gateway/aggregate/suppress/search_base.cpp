#include "aggregate/suppress/search_base.hpp"

#include <algorithm>
#include <utility>

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
    if (!certificate.difference.wholes.empty()) watched.push_back(certificate.difference);
  }
  watched.insert(watched.end(), ties.sensitive.begin(), ties.sensitive.end());
  counter.watch(watched);
  return watched;
}

/// Nothing follows from cells that were all shown before: their rest was there as well.
std::vector<DifferenceCell> SearchBase::unknown_rests() {
  const auto first = first_cell_of_layer(plans, newest);
  const auto own = plans_of_layer(plans, newest);
  if (relations_.empty()) relations_ = relations_of(own, first);
  std::vector<std::uint8_t> flags(tables_end(), 0);
  for (CellNo cell = first; cell < tables_end(); ++cell) flags[cell] = hidden.is_hidden(cell) ? 1 : 0;
  auto rests = find_rests(relations_, own, first, flags, joint.layers[newest].rules.k);
  const auto is_frozen = [&](CellNo cell) { return space.is_frozen(cell); };
  std::erase_if(rests, [&](const DifferenceCell& rest) {
    return !known_.insert(rest).second || (std::all_of(rest.wholes.begin(), rest.wholes.end(), is_frozen) &&
                                           std::all_of(rest.parts.begin(), rest.parts.end(), is_frozen));
  });
  return rests;
}

/// By rest, in the order of the pools; of those with k persons or more only k.
std::vector<std::vector<PersonNo>> SearchBase::persons_of(const std::vector<DifferenceCell>& rests) {
  std::vector<std::vector<PersonNo>> persons(rests.size());
  counter.watch(rests);
  FactColumns dossier;
  std::vector<Contribution> list;
  const auto most = static_cast<std::size_t>(joint.layers[newest].rules.k);
  std::vector<std::uint8_t> is_wanted(counter.tables(), 0);
  for (const auto& rest : rests) {
    for (const auto* cells : {&rest.wholes, &rest.parts}) {
      for (const auto cell : *cells) is_wanted[space.table_of(cell)] = 1;
    }
  }
  for (const auto person : pools.order()) {
    people.copy(person, dossier);
    list.clear();
    counter.list_wanted(dossier, list, [&](std::size_t table) { return is_wanted[table] != 0; });
    counter.append_differences(list);
    for (auto at = list.rbegin(); at != list.rend() && at->cell >= tables_end(); ++at) {
      auto& found = persons[at->cell - tables_end()];
      if (found.size() < most) found.push_back(person);
    }
  }
  counter.watch(differences);
  return persons;
}

std::vector<CellNo> SearchBase::add_rests() {
  std::vector<CellNo> added;
  if (!joint.layers[newest].covers_rests) return added;
  const auto rests = unknown_rests();
  if (rests.empty()) return added;
  auto persons = persons_of(rests);
  const auto k = static_cast<std::size_t>(joint.layers[newest].rules.k);
  for (std::size_t i = 0; i < rests.size(); ++i) {
    const auto count = persons[i].size();
    if (count == 0 || count >= k) continue;
    differences.push_back(rests[i]);
    added.push_back(
        space.add(rests[i], {static_cast<std::int64_t>(count), static_cast<std::uint32_t>(count)}));
    pools.add(std::move(persons[i]));
  }
  counter.watch(differences);
  hidden.grow(space.size());
  draft.grow();
  return added;
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
    if (!hidden.is_hidden(change)) hidden.hold(change);
  }
}

}  // namespace raccordo::aggregate
