#include "aggregate/witness/moves/leaver_swap.hpp"

#include <algorithm>
#include <utility>

#include "aggregate/facts/dimensions.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostPartners = 24;  // of one neighbour, with and without the same mark
constexpr int kMostOffers = 300;   // of one step

void take_end(CaseRow& row, const CaseRow& other) {
  row.closed = other.closed;
  row.closure = other.closure;
}
void take_end(InterventionRow& row, const InterventionRow& other) { row.end = other.end; }

/// Exchanges the end of what ended between the releases with what continues.
template <class Row>
std::vector<Edit> with_ends_exchanged(Attribute attribute, PersonNo leaving, const std::vector<Row>& left,
                                      PersonNo staying, const std::vector<Row>& there) {
  std::vector<Edit> edits;
  if (left.empty() || there.empty()) return edits;
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
  return edits;
}

}  // namespace

/// The day from which on a person has left, and the day from which on the person must have been present to
/// leave.
struct LeaverSwap::Days {
  DayNo older = 0, newer = 0;
  bool has_left(DayNo end) const { return end >= older && end < newer; }
  bool is_there(DayNo end) const { return end == 0 || end >= newer; }
};

bool LeaverSwap::fits(const Step& step) const {
  return step.leaving.size() == 1 && space_.is_change(target_.sought()) &&
         target_.may_change(step.leaving.front());
}

void LeaverSwap::propose(const Step& step, Ranking& ranking) {
  const auto& cells = space_.difference(target_.sought());
  const auto newest = cells.wholes.front();
  const auto before = cells.parts.front();
  const auto place = newest - space_.first_cell(space_.table_of(newest));
  // Only if both tables have the same categories are neighbours the same in both.
  if (place != before - space_.first_cell(space_.table_of(before))) return;
  const auto side = target_.cell();
  for (const auto& neighbour : neighbourhood_.around(newest, draft_)) {
    if (ranking.is_good_enough(neighbour) || ranking.offers() >= kMostOffers) break;
    if (!neighbour.is_line()) continue;
    target_.look_round(before);
    propose_along(neighbour, step.leaving.front(), ranking);
  }
  target_.look_round(side);
  ranking.forget_offers();
}

/// At most half of the partners are those with the leaver's mark in the older tables.
void LeaverSwap::propose_along(const Neighbour& to, PersonNo leaving, Ranking& ranking) {
  const auto dimension = to.first;
  const auto there = target_.beside(dimension, to.first_category);
  const Exchange exchange{
      values_.attribute(target_.table(), dimension), {}, Money::counts, space_.layer_of(target_.cell())};
  const auto mark = likeness_.mark(leaving, exchange);
  int partners = 0;
  for (const auto& [same, person] : alike(likeness_.pool(there, exchange), mark)) {
    if (partners >= kMostPartners / 2) break;
    if (!target_.may_help(person)) continue;
    ++partners;
    offer(to, leaving, person, ranking);
    if (ranking.is_good_enough(to)) return;
  }
  for (const auto person : pools_.behind(there)) {
    if (partners >= kMostPartners) return;
    if (!target_.may_help(person)) continue;
    ++partners;
    offer(to, leaving, person, ranking);
    if (ranking.is_good_enough(to)) return;
  }
}

/// Both directions; the ranking selects the cheaper.
void LeaverSwap::offer(const Neighbour& to, PersonNo leaving, PersonNo staying, Ranking& ranking) {
  const auto dimension = to.first;
  exchange_.offer(dimension, {leaving, target_.category(dimension)}, {staying, to.first_category},
                  Money::counts, ranking);
  const auto& cells = space_.difference(target_.sought());
  const Days days{day_number(space_.plan(target_.table()).period.first),
                  day_number(space_.plan(space_.table_of(cells.wholes.front())).period.first)};
  if (days.older >= days.newer) return;
  auto edits = exchange_ends(leaving, staying, days);
  if (!edits.empty()) ranking.offer(std::move(edits));
}

std::vector<Edit> LeaverSwap::exchange_ends(PersonNo leaving, PersonNo staying, const Days& days) {
  if (counts_by_intervention(space_.plan(target_.table()).table.definition)) {
    const auto left = spans_of(leaving, &Days::has_left, days);
    return with_ends_exchanged(Attribute::span, leaving, left, staying,
                               spans_of(staying, &Days::is_there, days));
  }
  const auto left = cases_of(leaving, &Days::has_left, days);
  return with_ends_exchanged(Attribute::ending, leaving, left, staying,
                             cases_of(staying, &Days::is_there, days));
}

/// A person's interventions with such an end, each span once.
std::vector<InterventionRow> LeaverSwap::spans_of(PersonNo person, bool (Days::*is_wanted)(DayNo) const,
                                                  const Days& days) {
  people_.copy(person, dossier_);
  std::vector<InterventionRow> spans;
  for (const auto& intervention : dossier_.interventions) {
    const auto is_same = [&](const InterventionRow& other) {
      return value_of(Attribute::span, other) == value_of(Attribute::span, intervention);
    };
    if ((days.*is_wanted)(intervention.end) && std::none_of(spans.begin(), spans.end(), is_same))
      spans.push_back(intervention);
  }
  return spans;
}

std::vector<CaseRow> LeaverSwap::cases_of(PersonNo person, bool (Days::*is_wanted)(DayNo) const,
                                          const Days& days) {
  people_.copy(person, dossier_);
  std::vector<CaseRow> cases;
  for (std::size_t i = 0; i < dossier_.case_count(); ++i) {
    if ((days.*is_wanted)(dossier_.cases[i].closed)) cases.push_back(dossier_.cases[i]);
  }
  return cases;
}

}  // namespace raccordo::aggregate
