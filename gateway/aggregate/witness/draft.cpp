#include "aggregate/witness/draft.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostRemembered = 30'000'000;  // contributions of persons processed before

}  // namespace

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
      own_(space.size(), 0),
      met_in_(space.size(), 0) {}

void Draft::grow() {
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
  if (standing_size_ > kMostRemembered) {
    standings_.clear();
    standing_size_ = 0;
  }
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
  standing_size_ += standing.all.size();
  return standing;
}

void Draft::add(const Contribution& contribution, std::int64_t times) {
  if (met_in_[contribution.cell] != trial_no_) trial_cells_.push_back(contribution.cell);
  met_in_[contribution.cell] = trial_no_;
  value_steps_[contribution.cell] += times * contribution.value;
  person_steps_[contribution.cell] += static_cast<std::int32_t>(times);
}

/// False if the changed person could not exist.
bool Draft::change_person(std::span<const Edit> edits, PersonNo person) {
  const auto& before = standing(person);
  people_.copy(person, dossier_);
  for (const auto& edit : edits) {
    if (edit.person == person && !plausibility_.allows(edit, dossier_)) return false;
  }
  const auto presence = apply_all(edits, person, dossier_);
  if (plausibility_.breaches(dossier_) > before.breaches) return false;
  old_list_.clear();
  list_.clear();
  for (std::size_t table = 0; table < counter_.tables(); ++table) {
    const bool depends = std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
      return edit.person == person && (counter_.depends(table, edit.attribute) ||
                                       counter_.depends_by_difference(table, edit.attribute));
    });
    if (!depends) continue;
    const auto begin = before.all.begin();
    old_list_.insert(old_list_.end(), begin + before.table_begin[table],
                     begin + before.table_begin[table + 1]);
    if (presence != 0) counter_.list(table, dossier_, list_);
  }
  counter_.append_differences(old_list_);
  counter_.append_differences(list_);
  for (const auto& contribution : old_list_) add(contribution, -1);
  for (const auto& contribution : list_) add(contribution, presence);
  return true;
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
    if (!change_person(edits, edits[i].person)) return std::nullopt;
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
