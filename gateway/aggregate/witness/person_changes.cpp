#include "aggregate/witness/person_changes.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostRemembered = 12'000'000;  // numbers about persons processed before
constexpr std::size_t kMostKnown = 4096;             // changes remembered; a power of 2

std::size_t place_of(std::span<const Edit> edits) {
  std::uint64_t digest = 0;
  const auto mix = [&](std::uint64_t value) {
    digest = (digest ^ value) * 0x9e3779b97f4a7c15ULL;
    digest ^= digest >> 32;
  };
  for (const auto& edit : edits) {
    mix((std::uint64_t{edit.person} << 8) | static_cast<std::uint64_t>(edit.attribute));
    mix(static_cast<std::uint64_t>(edit.from));
    mix(static_cast<std::uint64_t>(edit.to));
    mix((std::uint64_t{edit.layers.first} << 16) | edit.layers.last);
  }
  return digest % kMostKnown;
}

}  // namespace

PersonChanges::PersonChanges(const Register& people, PersonCounter& counter, const Plausibility& plausibility)
    : people_(people),
      counter_(counter),
      plausibility_(plausibility),
      known_(kMostKnown),
      is_met_(counter.tables(), 0),
      step_of_(counter.cells(), 0) {}

void PersonChanges::trim() {
  if (standing_size_ <= kMostRemembered) return;
  standings_.clear();
  standing_size_ = 0;
}

void PersonChanges::forget() {
  step_of_.resize(counter_.cells(), 0);
  for (auto& known : known_) known.edits.clear();
}

const PersonChanges::Standing& PersonChanges::standing(PersonNo person) {
  const auto [found, fresh] = standings_.try_emplace(person);
  auto& standing = found->second;
  if (!fresh) return standing;
  people_.copy(person, dossier_);
  standing.breaches = plausibility_.breaches(dossier_);
  list_.clear();
  counter_.list_wanted(dossier_, list_, [](std::size_t) { return true; });
  standing.cells.reserve(list_.size());
  for (std::size_t table = 0; table < counter_.tables(); ++table) {
    const bool has_values = !counter_.counts_persons(table);
    for (auto at = counter_.begin_of(table); at < counter_.begin_of(table + 1); ++at) {
      standing.cells.push_back(list_[at].cell);
      if (has_values) standing.values.push_back(list_[at].value);
    }
    standing.table_end.push_back(static_cast<std::uint32_t>(standing.cells.size()));
  }
  standing.values.shrink_to_fit();
  standing_size_ += standing.cells.size() + 2 * standing.values.size();
  return standing;
}

const std::vector<PersonChanges::Step>* PersonChanges::change(std::span<const Edit> edits, PersonNo person) {
  own_.clear();
  for (const auto& edit : edits) {
    if (edit.person == person) own_.push_back(edit);
  }
  auto& known = known_[place_of(own_)];
  if (known.edits != own_) {
    known.edits = own_;
    find(known, person);
  }
  return known.is_possible ? &known.steps : nullptr;
}

void PersonChanges::find(Known& known, PersonNo person) {
  known.steps.clear();
  known.is_possible = false;
  const auto& before = standing(person);
  people_.copy(person, dossier_);
  for (const auto& edit : known.edits) {
    if (!plausibility_.allows(edit, dossier_)) return;
  }
  const auto presence = apply_all(known.edits, person, dossier_);
  if (plausibility_.breaches(dossier_) > before.breaches) return;
  known.is_possible = true;
  list(known, before, presence);
  find_steps(presence, known.steps);
}

/// What is counted now less what was counted before, in the order in which the cells were met.
void PersonChanges::find_steps(std::int64_t presence, std::vector<Step>& steps) {
  const auto add = [&](CellNo cell, std::int64_t persons, std::int64_t value) {
    auto& place = step_of_[cell];
    if (place == 0) {
      steps.push_back({cell, 0, 0});
      place = static_cast<std::uint32_t>(steps.size());
    }
    steps[place - 1].persons += static_cast<std::int32_t>(persons);
    steps[place - 1].value += value;
  };
  for (const auto& [cell, value] : old_list_) add(cell, -1, -value);
  for (const auto& [cell, value] : list_) add(cell, presence, presence * value);
  for (const auto& step : steps) step_of_[step.cell] = 0;
  std::erase_if(steps, [](const Step& step) { return step.persons == 0 && step.value == 0; });
}

void PersonChanges::list(const Known& known, const Standing& before, std::int64_t presence) {
  old_list_.clear();
  list_.clear();
  const auto depends = [&](std::size_t table) {
    return std::any_of(known.edits.begin(), known.edits.end(), [&](const Edit& edit) {
      return counter_.depends(table, edit.attribute) || counter_.depends_by_difference(table, edit.attribute);
    });
  };
  std::size_t at = 0, value_at = 0;
  for (std::size_t table = 0; table < counter_.tables(); ++table) {
    const auto end = before.table_end[table];
    const bool has_values = !counter_.counts_persons(table);
    is_met_[table] = depends(table) ? 1 : 0;
    if (is_met_[table] == 0) {
      value_at += has_values ? end - at : 0;
      at = end;
      continue;
    }
    for (; at < end; ++at)
      old_list_.push_back({before.cells[at], has_values ? before.values[value_at++] : std::int64_t{1}});
  }
  if (presence != 0)
    counter_.list_wanted(dossier_, list_, [&](std::size_t table) { return is_met_[table] != 0; });
  counter_.append_differences(old_list_);
  counter_.append_differences(list_);
}

}  // namespace raccordo::aggregate
