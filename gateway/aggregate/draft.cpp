#include "aggregate/draft.hpp"

#include <algorithm>

namespace raccordo::aggregate {

Draft::Draft(const CellSpace& space, const Register& people, PersonCounter& counter,
             const Plausibility& plausibility, const HiddenCells& hidden)
    : space_(space),
      people_(people),
      counter_(counter),
      plausibility_(plausibility),
      hidden_(hidden),
      values_(space.size(), 0),
      value_steps_(space.size(), 0),
      persons_(space.size(), 0),
      person_steps_(space.size(), 0),
      own_(space.size(), 0) {}

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
  target_ = target;
  for (const auto person : own) {
    for (const auto& contribution : standing(person).all) {
      if (own_[contribution.cell]++ == 0) own_cells_.push_back(contribution.cell);
    }
  }
}

const Draft::Standing& Draft::standing(PersonNo person) {
  const auto [found, fresh] = standings_.try_emplace(person);
  auto& standing = found->second;
  if (!fresh) return standing;
  people_.copy(person, dossier_);
  standing.breaches = plausibility_.breaches(dossier_);
  for (std::size_t table = 0; table < counter_.tables(); ++table) {
    standing.table_begin.push_back(static_cast<std::uint32_t>(standing.all.size()));
    counter_.list(table, dossier_, standing.all);
  }
  standing.table_begin.push_back(static_cast<std::uint32_t>(standing.all.size()));
  return standing;
}

void Draft::add(const Contribution& contribution, std::int64_t times) {
  trial_cells_.push_back(contribution.cell);
  value_steps_[contribution.cell] += times * contribution.value;
  person_steps_[contribution.cell] += static_cast<std::int32_t>(times);
}

/// False if the changed person could not exist.
bool Draft::change_person(std::span<const Edit> edits, PersonNo person) {
  const auto& before = standing(person);
  people_.copy(person, dossier_);
  const auto presence = apply_all(edits, person, dossier_);
  if (plausibility_.breaches(dossier_) > before.breaches) return false;
  for (std::size_t table = 0; table < counter_.tables(); ++table) {
    const bool depends = std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
      return edit.person == person && counter_.depends(table, edit.attribute);
    });
    if (!depends) continue;
    for (auto i = before.table_begin[table]; i < before.table_begin[table + 1]; ++i) add(before.all[i], -1);
    list_.clear();
    if (presence != 0) counter_.list(table, dossier_, list_);
    for (const auto& contribution : list_) add(contribution, presence);
  }
  return true;
}

// The rule of insiders: whoever stands in a cell knows that it is not empty.
bool Draft::is_allowed(CellNo cell) const {
  const std::int64_t before = space_.counted(cell).persons;
  const std::int64_t after = before + persons_[cell] + person_steps_[cell];
  if (space_.is_structural_zero(cell)) return after == 0;
  return before == 0 || after > 0 || own_[cell] == before;
}

double Draft::cost_of(CellNo cell) const {
  if (hidden_.is_hidden(cell)) return 0;
  const bool differed = values_[cell] != 0;
  const bool differs = values_[cell] + value_steps_[cell] != 0;
  if (differs == differed) return 0;
  return differs ? space_.weight(cell) : -space_.weight(cell);
}

std::optional<Trial> Draft::weigh(std::span<const Edit> edits) {
  for (const auto cell : trial_cells_) {
    value_steps_[cell] = 0;
    person_steps_[cell] = 0;
  }
  trial_cells_.clear();
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const auto is_same = [&](const Edit& other) { return other.person == edits[i].person; };
    if (std::any_of(edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(i), is_same)) continue;
    if (!change_person(edits, edits[i].person)) return std::nullopt;
  }
  std::sort(trial_cells_.begin(), trial_cells_.end());
  trial_cells_.erase(std::unique(trial_cells_.begin(), trial_cells_.end()), trial_cells_.end());
  Trial trial;
  for (const auto cell : trial_cells_) {
    if (!is_allowed(cell)) return std::nullopt;
    trial.cost += cost_of(cell);
  }
  trial.persons = person_steps_[target_];
  trial.value = value_steps_[target_];
  return trial;
}

void Draft::adopt(std::span<const Edit> edits) {
  const auto trial = weigh(edits);
  if (!trial) return;
  cost_ += trial->cost;
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
