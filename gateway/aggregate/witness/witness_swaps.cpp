// The steps of WitnessSearch for differences only. A leaver (a person who left between two releases) and a
// stayer exchange an attribute, or the leaver stays and the stayer leaves. Both stand in the earlier release,
// so its numbers stay as they were shown; what differs can be hidden in the later one.
#include <algorithm>

#include "aggregate/facts/dimensions.hpp"
#include "aggregate/witness/witness_search.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostPartners = 24;  // of one neighbour, alike and not
constexpr int kMostSwaps = 300;    // of one step

/// From which day on a person has left, and from which day on the person must have been there to leave.
struct Days {
  DayNo older = 0, newer = 0;
  bool has_left(DayNo end) const { return end >= older && end < newer; }
  bool is_there(DayNo end) const { return end == 0 || end >= newer; }
};

void take_end(CaseRow& row, const CaseRow& other) {
  row.closed = other.closed;
  row.closure = other.closure;
}
void take_end(InterventionRow& row, const InterventionRow& other) { row.end = other.end; }

/// The end of what ended between the releases goes to what goes on, and the other way round.
template <class Row>
void exchange_ends(Attribute attribute, PersonNo leaving, const std::vector<Row>& left, PersonNo staying,
                   const std::vector<Row>& there, std::vector<Edit>& edits) {
  if (left.empty() || there.empty()) return;
  const auto with_end_of = [&](Row row, const Row& other) {
    take_end(row, other);
    return value_of(attribute, row);
  };
  for (const auto& row : left) {
    edits.push_back({leaving, attribute, value_of(attribute, row), with_end_of(row, there.front())});
  }
  for (const auto& row : there) {
    edits.push_back({staying, attribute, value_of(attribute, row), with_end_of(row, left.front())});
  }
}

}  // namespace

/// Sought around the newer cell, since what must be hidden besides is hidden there; partners come from the
/// older table, where they must be like the one who leaves.
void WitnessSearch::swap(PersonNo leaving) {
  const auto& cells = space_.difference(target_);
  const auto newer = space_.table_of(cells.newer);
  const auto older = space_.table_of(cells.older);
  const auto place = cells.newer - space_.first_cell(newer);
  // Only where both tables have the same categories is a neighbour in the one a neighbour in the other.
  if (place != cells.older - space_.first_cell(older)) return;
  const auto side = cell_;
  for (const auto& neighbour : neighbourhood_.around(cells.newer, draft_)) {
    if (is_good_enough(neighbour) || tries_ >= kMostSwaps) break;
    if (!neighbour.is_line()) continue;
    stand_at(cells.older);
    swap_along(neighbour, leaving);
  }
  stand_at(side);
  tries_ = 0;
}

void WitnessSearch::swap_along(const Neighbour& neighbour, PersonNo leaving) {
  const auto dimension = neighbour.first;
  const auto there = space_.with(table_, cell_, dimension, neighbour.first_category);
  const Exchange exchange{attribute(dimension), {}, Money::counts, space_.layer_of(cell_)};
  const auto mark = likeness_.mark(leaving, exchange);
  const auto pool = likeness_.pool(there, exchange);
  const auto [first, last] =
      std::equal_range(pool.begin(), pool.end(), Mark{mark, 0},
                       [](const Mark& left, const Mark& right) { return left.first < right.first; });
  int partners = 0;
  for (auto partner = first; partner != last && partners < kMostPartners / 2; ++partner) {
    if (!may_help(partner->second)) continue;
    ++partners;
    consider_swap(neighbour, leaving, partner->second);
    if (is_good_enough(neighbour)) return;
  }
  for (const auto person : pools_.behind(there)) {
    if (partners >= kMostPartners) return;
    if (!may_help(person)) continue;
    ++partners;
    consider_swap(neighbour, leaving, person);
    if (is_good_enough(neighbour)) return;
  }
}

/// Both ways; the draft tells which costs less.
void WitnessSearch::consider_swap(const Neighbour& neighbour, PersonNo leaving, PersonNo staying) {
  const auto dimension = neighbour.first;
  consider_exchange(dimension, leaving, space_.category(table_, cell_, dimension), staying,
                    neighbour.first_category, Money::counts);
  const auto& cells = space_.difference(target_);
  const Days days{day_number(space_.plan(table_).period.first),
                  day_number(space_.plan(space_.table_of(cells.newer)).period.first)};
  if (days.older >= days.newer) return;
  std::vector<Edit> edits;
  if (counts_by_intervention(space_.plan(table_).table.definition)) {
    const auto has_left = [&](DayNo end) { return days.has_left(end); };
    const auto is_there = [&](DayNo end) { return days.is_there(end); };
    const auto left = spans_of(leaving, has_left);
    const auto there = spans_of(staying, is_there);
    exchange_ends(Attribute::span, leaving, left, staying, there, edits);
  } else {
    std::vector<CaseRow> left;
    std::vector<CaseRow> there;
    people_.copy(leaving, dossier_);
    for (std::size_t i = 0; i < dossier_.case_count(); ++i) {
      if (days.has_left(dossier_.cases[i].closed)) left.push_back(dossier_.cases[i]);
    }
    people_.copy(staying, dossier_);
    for (std::size_t i = 0; i < dossier_.case_count(); ++i) {
      if (days.is_there(dossier_.cases[i].closed)) there.push_back(dossier_.cases[i]);
    }
    exchange_ends(Attribute::ending, leaving, left, staying, there, edits);
  }
  if (!edits.empty()) consider(std::move(edits));
}

/// A person's interventions with such an end.
std::vector<InterventionRow> WitnessSearch::spans_of(PersonNo person,
                                                     const std::function<bool(DayNo)>& is_wanted) {
  people_.copy(person, dossier_);
  std::vector<InterventionRow> spans;
  for (const auto& intervention : dossier_.interventions) {
    const auto is_same = [&](const InterventionRow& other) {
      return value_of(Attribute::span, other) == value_of(Attribute::span, intervention);
    };
    if (is_wanted(intervention.end) && std::find_if(spans.begin(), spans.end(), is_same) == spans.end())
      spans.push_back(intervention);
  }
  return spans;
}

}  // namespace raccordo::aggregate
