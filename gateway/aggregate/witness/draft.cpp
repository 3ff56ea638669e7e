#include "aggregate/witness/draft.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

bool fulfils(std::int64_t change, const std::optional<std::int64_t>& wished) {
  return !wished || change == *wished;
}

}  // namespace

Draft::Draft(const CellSpace& space, const Register& people, PersonCounter& counter,
             const Plausibility& plausibility, const HiddenCells& hidden)
    : space_(space), hidden_(hidden), persons_changed_(people, counter, plausibility) {
  grow();
}

void Draft::grow() {
  persons_changed_.forget();
  for (auto cell = static_cast<CellNo>(states_.size()); cell < space_.size(); ++cell)
    states_.emplace_back().before = space_.counted(cell).persons;
}

void Draft::open(CellNo target, std::span<const PersonNo> own) {
  for (const auto cell : adopted_cells_) {
    states_[cell].value = 0;
    states_[cell].persons = 0;
  }
  for (const auto cell : own_cells_) states_[cell].own = 0;
  adopted_cells_.clear();
  own_cells_.clear();
  edits_.clear();
  cost_ = 0;
  breaches_ = 0;
  target_ = target;
  persons_changed_.trim();
  for (const auto person : own) {
    for (const auto cell : persons_changed_.standing(person).cells) {
      if (states_[cell].own++ == 0) own_cells_.push_back(cell);
    }
  }
}

void Draft::add(const PersonChanges::Step& step) {
  auto& state = states_[step.cell];
  if (!state.is_met) trial_cells_.push_back(step.cell);
  state.is_met = true;
  state.value_step += step.value;
  state.person_step += step.persons;
}

// The rule of insiders: a person in a cell knows that it is not empty.
bool Draft::is_allowed(CellNo cell) const {
  if (space_.is_difference(cell)) return true;
  const auto& state = states_[cell];
  const std::int64_t before = state.before;
  const std::int64_t after = before + state.persons + state.person_step;
  if (space_.is_structural_zero(cell)) return after == 0;
  return before == 0 || after > 0 || state.own == before;
}

void Draft::add_cost(CellNo cell, Trial& trial) const {
  const bool is_frozen = space_.is_frozen(cell);
  if (!is_frozen && hidden_.is_hidden(cell)) return;
  const auto& state = states_[cell];
  const bool differed = state.value != 0;
  const bool differs = state.value + state.value_step != 0;
  if (differs == differed) return;
  const int sign = differs ? 1 : -1;
  if (is_frozen) {
    trial.breaches += sign;
  } else {
    trial.cost += sign * space_.weight(cell);
  }
}

std::optional<Trial> Draft::weigh(std::span<const Edit> edits, const Wish& wish, double limit) {
  for (const auto cell : trial_cells_) {
    auto& state = states_[cell];
    state.value_step = 0;
    state.person_step = 0;
    state.is_met = false;
  }
  trial_cells_.clear();
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const auto is_same = [&](const Edit& other) { return other.person == edits[i].person; };
    if (std::any_of(edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(i), is_same)) continue;
    const auto* steps = persons_changed_.change(edits, edits[i].person);
    if (steps == nullptr) return std::nullopt;
    for (const auto& step : *steps) add(step);
  }
  Trial trial;
  trial.persons = states_[target_].person_step;
  trial.value = states_[target_].value_step;
  if (!fulfils(trial.persons, wish.persons) || !fulfils(trial.value, wish.value)) return std::nullopt;
  // Cells that were adopted may cost less again; without any the cost only grows.
  const bool only_grows = !has_cost();
  for (const auto cell : trial_cells_) {
    if (!is_allowed(cell)) return std::nullopt;
    add_cost(cell, trial);
    if (only_grows && trial.total() >= limit) return std::nullopt;
  }
  if (trial.total() >= limit) return std::nullopt;
  return trial;
}

void Draft::adopt(std::span<const Edit> edits) {
  const auto trial = weigh(edits);
  if (!trial) return;
  cost_ += trial->cost;
  breaches_ += trial->breaches;
  for (const auto cell : trial_cells_) {
    auto& state = states_[cell];
    state.value += state.value_step;
    state.persons += state.person_step;
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
  std::erase_if(cells, [&](CellNo cell) { return states_[cell].value == 0; });
  return cells;
}

}  // namespace raccordo::aggregate
