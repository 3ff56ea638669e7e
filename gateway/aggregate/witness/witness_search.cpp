#include "aggregate/witness/witness_search.hpp"

#include <algorithm>
#include <limits>

#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostTries = 1500;    // candidates weighed for one step
constexpr int kMoreTries = 300;     // once there is one
constexpr int kMostInLedger = 300;  // where each is weighed over several releases

/// Where nothing but one place may be tried.
FoundWitness none() { return {{}, {}, std::numeric_limits<double>::infinity(), 0}; }

}  // namespace

/// The person does not exist, or not in the release at hand.
Edit WitnessSearch::removal(PersonNo person) const {
  if (layers_ == kEveryLayer) return {person, Attribute::presence, 1, 0, kEveryLayer};
  return {person, Attribute::standing, 0, kNowhere, layers_};
}

void WitnessSearch::stand_at(CellNo cell) {
  cell_ = cell;
  table_ = space_.table_of(cell);
}

void WitnessSearch::start(CellNo cell, std::span<const PersonNo> barred) {
  target_ = cell;
  stand_at(space_.place_of(cell));
  barred_ = barred;
  spared_.reset();
  draft_.open(cell, pools_.behind(cell));
}

bool WitnessSearch::is_exhausted() const {
  if (space_.layers() > 1) return tries_ >= kMostInLedger;
  return tries_ >= (best_.found ? kMoreTries : kMostTries);
}

FoundWitness WitnessSearch::empty(CellNo cell, std::span<const PersonNo> barred,
                                  std::optional<PersonNo> spared) {
  start(cell, barred);
  spared_ = spared;
  std::vector<PersonNo> leaving;
  for (const auto person : pools_.behind(cell)) {
    if (person != spared) leaving.push_back(person);
  }
  for (const auto person : leaving) {
    if (space_.is_difference(cell)) stand_at(side_of(person));
    if (step(-1, person)) continue;
    if (only_) return none();
    // Half a witness may stand in the way of removing the others: begin again without any of them.
    return remove(cell, spared);
  }
  return finish(spared ? Goal::isolates : Goal::empties);
}

FoundWitness WitnessSearch::remove(CellNo cell, std::optional<PersonNo> spared) {
  start(cell, {});
  std::vector<Edit> edits;
  for (const auto person : pools_.behind(cell)) {
    if (person != spared) edits.push_back(removal(person));
  }
  if (!draft_.weigh(edits)) return {{}, {}, std::numeric_limits<double>::infinity(), 1};
  draft_.adopt(edits);
  return finish(spared ? Goal::isolates : Goal::empties);
}

FoundWitness WitnessSearch::fill(CellNo cell, std::span<const PersonNo> barred) {
  start(cell, barred);
  const auto own = pools_.behind(cell);
  auto missing = wanted_persons(own.size(), space_.rules_of(cell).k) - static_cast<std::int64_t>(own.size());
  for (; missing > 0 && step(1, std::nullopt); --missing) {
  }
  if (missing > 0 && only_) return none();
  if (missing > 0) {
    const Edit more{own.front(), Attribute::presence, 1, 1 + missing};
    draft_.adopt({&more, 1});
  }
  return finish(Goal::fills);
}

/// Of the two cells that a difference compares, the one in which this person is seen: the newer one if the
/// person is still there.
CellNo WitnessSearch::side_of(PersonNo person) {
  const auto newest = space_.layer_of(target_);
  people_.copy(person, dossier_);
  const auto& cells = space_.difference(target_);
  return stands_in(dossier_, newest, newest) ? cells.newer : cells.older;
}

FoundWitness WitnessSearch::finish(Goal goal) const {
  return {{goal, {draft_.edits()}}, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

/// Adopts the cheapest change found that brings the wanted one person in or out; false if there is none.
bool WitnessSearch::step(std::int64_t wanted, std::optional<PersonNo> leaving) {
  best_ = {};
  tries_ = 0;
  wanted_ = wanted;
  if (leaving && !only_ && space_.is_difference(target_) && may_change(*leaving)) swap(*leaving);
  for (const auto& neighbour : only_ ? std::vector{*only_} : neighbourhood_.around(cell_, draft_)) {
    if (is_good_enough(neighbour) || is_exhausted()) break;
    if (neighbour.is_transfer()) {
      leaving ? transfer_out(neighbour, *leaving) : transfer_in(neighbour);
    } else if (neighbour.is_line()) {
      leaving ? move_out(neighbour, *leaving) : move_in(neighbour);
    } else {
      leaving ? exchange_out(neighbour, *leaving) : exchange_in(neighbour);
    }
  }
  if (best_.found) draft_.adopt(best_.edits);
  return best_.found;
}

bool WitnessSearch::is_good_enough(const Neighbour& neighbour) const {
  return best_.found && best_.cost <= neighbour.estimate;
}

bool WitnessSearch::may_change(PersonNo person) const {
  return !draft_.changes(person) && person != spared_ &&
         std::find(barred_.begin(), barred_.end(), person) == barred_.end();
}

bool WitnessSearch::may_help(PersonNo person) const {
  const auto own = pools_.behind(target_);
  const bool is_own =
      space_.counted(target_).persons < static_cast<std::uint32_t>(space_.rules_of(target_).k) &&
      std::find(own.begin(), own.end(), person) != own.end();
  return !is_own && may_change(person);
}

Attribute WitnessSearch::attribute(std::size_t dimension) const {
  const auto& plan = space_.plan(table_);
  return attribute_of(plan.dimensions[dimension].choice.dimension, plan.table.definition);
}

std::span<const PersonNo> WitnessSearch::margin(std::size_t dimension, int category) const {
  return pools_.behind(space_.with(table_, space_.first_cell(table_), dimension, category));
}

/// The person's values that stand for this category or one below it.
std::vector<AttributeValue> WitnessSearch::values(PersonNo person, std::size_t dimension, int category) {
  const auto wanted = attribute(dimension);
  std::vector<AttributeValue> all;
  people_.copy(person, dossier_);
  list_values(wanted, dossier_, all);
  std::erase_if(all, [&](AttributeValue value) {
    CaseRow item;
    InterventionRow intervention;
    // Age and month are asked of rows that say nothing else.
    set_value(wanted, value, item);
    set_value(wanted, value, intervention);
    const auto need = wanted == Attribute::need ? static_cast<model::CodeNo>(value) : 0;
    const int leaf = counter_.counter(table_).category(dimension, item, intervention, need);
    return !space_.is_within(table_, dimension, leaf, category);
  });
  return all;
}

void WitnessSearch::consider(std::vector<Edit> edits) {
  ++tries_;
  for (auto& edit : edits) edit.layers = layers_;
  const auto trial = draft_.weigh(edits);
  if (!trial || trial->persons != wanted_) return;
  if (best_.found && best_.cost <= trial->total()) return;
  best_ = {std::move(edits), trial->total(), true};
}

}  // namespace raccordo::aggregate
