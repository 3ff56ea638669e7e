#include "aggregate/witness/draft.hpp"

#include <algorithm>

namespace raccordo::aggregate {

Draft::Draft(const CellSpace& space, const Register& people, PersonCounter& counter,
             const Plausibility& plausibility, const HiddenCells& hidden)
    : space_(space),
      hidden_(hidden),
      persons_changed_(people, counter, plausibility),
      values_(space.size(), 0),
      value_steps_(space.size(), 0),
      persons_(space.size(), 0),
      person_steps_(space.size(), 0),
      own_(space.size(), 0),
      met_in_(space.size(), 0) {}

void Draft::grow() {
  persons_changed_.forget();
  values_.resize(space_.size(), 0);
  value_steps_.resize(space_.size(), 0);
  persons_.resize(space_.size(), 0);
  person_steps_.resize(space_.size(), 0);
  own_.resize(space_.size(), 0);
  met_in_.resize(space_.size(), 0);
}

void Draft::open(CellNo target, std::span<const PersonNo> own) {
  for (const auto cell : adopted_cells_) {
    values_[cell] = 0;
    persons_[cell] = 0;
  }
  for (const auto cell : own_cells_) own_[cell] = 0;
  adopted_cells_.clear();
  own_cells_.clear();
  edits_.clear();
  cost_ = 0;
  breaches_ = 0;
  target_ = target;
  persons_changed_.trim();
  for (const auto person : own) {
    for (const auto& contribution : persons_changed_.standing(person).all) {
      if (own_[contribution.cell]++ == 0) own_cells_.push_back(contribution.cell);
    }
  }
}

void Draft::add(const PersonChanges::Step& step) {
  if (met_in_[step.cell] != trial_no_) trial_cells_.push_back(step.cell);
  met_in_[step.cell] = trial_no_;
  value_steps_[step.cell] += step.value;
  person_steps_[step.cell] += step.persons;
}

// The rule of insiders: a person in a cell knows that it is not empty.
bool Draft::is_allowed(CellNo cell) const {
  if (space_.is_difference(cell)) return true;
  const std::int64_t before = space_.counted(cell).persons;
  const std::int64_t after = before + persons_[cell] + person_steps_[cell];
  if (space_.is_structural_zero(cell)) return after == 0;
  return before == 0 || after > 0 || own_[cell] == before;
}

void Draft::add_cost(CellNo cell, Trial& trial) const {
  const bool is_frozen = space_.is_frozen(cell);
  if (!is_frozen && hidden_.is_hidden(cell)) return;
  const bool differed = values_[cell] != 0;
  const bool differs = values_[cell] + value_steps_[cell] != 0;
  if (differs == differed) return;
  const int sign = differs ? 1 : -1;
  if (is_frozen) {
    trial.breaches += sign;
  } else {
    trial.cost += sign * space_.weight(cell);
  }
}

std::optional<Trial> Draft::weigh(std::span<const Edit> edits) {
  for (const auto cell : trial_cells_) {
    value_steps_[cell] = 0;
    person_steps_[cell] = 0;
  }
  trial_cells_.clear();
  ++trial_no_;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const auto is_same = [&](const Edit& other) { return other.person == edits[i].person; };
    if (std::any_of(edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(i), is_same)) continue;
    const auto* steps = persons_changed_.change(edits, edits[i].person);
    if (steps == nullptr) return std::nullopt;
    for (const auto& step : *steps) add(step);
  }
  Trial trial;
  for (const auto cell : trial_cells_) {
    if (!is_allowed(cell)) return std::nullopt;
    add_cost(cell, trial);
  }
  trial.persons = person_steps_[target_];
  trial.value = value_steps_[target_];
  return trial;
}

void Draft::adopt(std::span<const Edit> edits) {
  const auto trial = weigh(edits);
  if (!trial) return;
  cost_ += trial->cost;
  breaches_ += trial->breaches;
  for (const auto cell : trial_cells_) {
    values_[cell] += value_steps_[cell];
    persons_[cell] += person_steps_[cell];
    adopted_cells_.push_back(cell);
  }
  edits_.insert(edits_.end(), edits.begin(), edits.end());
}

bool Draft::changes(PersonNo person) const {
  return std::any_of(edits_.begin(), edits_.end(), [&](const Edit& edit) { return edit.person == person; });
}

std::vector<CellNo> Draft::changed_cells() const {
  auto cells = adopted_cells_;
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  std::erase_if(cells, [&](CellNo cell) { return values_[cell] == 0; });
  return cells;
}

}  // namespace raccordo::aggregate
