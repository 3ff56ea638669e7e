#include "synthetic/allocation.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace raccordo::synthetic {
namespace {

constexpr int kRounds = 400;
constexpr int kTries = 60;  ///< for one person too many or too few
constexpr std::uint64_t kMostTrials = 500'000;

}  // namespace

Counts Allocation::run() {
  list_groups();
  list_cells();
  round_off(fit());
  search();
  return std::move(numbers_);
}

std::int64_t Allocation::uncovered(std::size_t group) const {
  const auto lacking = static_cast<std::int64_t>(size_of(group)) - given_[group];
  if (task_.each == Task::Each::any) return 0;
  return task_.each == Task::Each::exactly_one ? std::abs(lacking) : std::max<std::int64_t>(0, lacking);
}

std::int64_t Allocation::distance() const {
  std::int64_t sum = 0;
  for (const auto cell : shown_) sum += std::abs(counts_[cell] - set_.wanted[cell]);
  for (std::size_t group = 0; group < groups_.size(); ++group) sum += kCover * uncovered(group);
  return sum;
}

bool Allocation::may(const Step& step) const {
  const auto& numbers = numbers_[step.group];
  if (step.by < 0) return numbers[step.element] > 0;
  auto most = static_cast<std::int32_t>(size_of(step.group));
  if (!task_.none) return numbers[step.element] < most;
  const auto without = numbers[*task_.none];
  if (step.element != *task_.none) return numbers[step.element] < most - without;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i != *task_.none && numbers[i] > most - without - 1) return false;
  }
  return without < most;
}

/// The change of the weighed distance.
std::int64_t Allocation::apply(const Step& step) {
  std::int64_t change = 0;
  for (const auto cell : cells_[step.group][step.element]) {
    const auto before = counts_[cell] - set_.wanted[cell];
    counts_[cell] += step.by;
    change += std::int64_t{weights_[cell]} * (std::abs(before + step.by) - std::abs(before));
  }
  const auto before = uncovered(step.group);
  given_[step.group] += step.by;
  numbers_[step.group][step.element] += step.by;
  return change + cover_weights_[step.group] * (uncovered(step.group) - before);
}

/// Keeps the steps if nothing comes farther away; half of the time if nothing comes nearer either.
bool Allocation::attempt() {
  ++trials_;
  std::int64_t change = 0;
  std::size_t done = 0;
  for (; done < steps_.size() && may(steps_[done]); ++done) change += apply(steps_[done]);
  if (done == steps_.size() && (change < 0 || (change == 0 && random_.below(2) == 0))) return true;
  while (done-- > 0) apply({steps_[done].element, steps_[done].group, -steps_[done].by});
  return false;
}

/// The step alone, or with others that hold other cells as they were.
bool Allocation::propose(Step first) {
  const auto& near = of_ambito_[ambito_of_[first.group]];
  const auto& like = of_attributes_[attributes_of_[first.group]];
  const auto beside = near[random_.index(near.size())];
  const auto alike = like[random_.index(like.size())];
  const auto other = random_.index(task_.elements.size());
  steps_.assign(1, first);
  switch (random_.below(8)) {
    case 0:
      break;
    case 1:
    case 2:
      steps_.push_back({first.element, beside, -first.by});
      break;
    case 3:
      steps_.push_back({first.element, alike, -first.by});
      break;
    case 4:
      steps_.push_back({first.element, random_.index(groups_.size()), -first.by});
      break;
    case 5:
      steps_.push_back({other, first.group, -first.by});
      break;
    case 6: {
      const auto corner = corners_[ambito_of_[alike]][attributes_of_[beside]];
      if (corner == 0) return false;
      steps_.push_back({first.element, beside, -first.by});
      steps_.push_back({first.element, alike, -first.by});
      steps_.push_back({first.element, corner - 1, first.by});
      break;
    }
    default: {
      const auto group = random_.below(2) == 0 ? beside : alike;
      steps_.push_back({other, first.group, -first.by});
      steps_.push_back({first.element, group, -first.by});
      steps_.push_back({other, group, first.by});
    }
  }
  for (std::size_t i = 1; i < steps_.size(); ++i) {
    if (steps_[i].element == first.element && steps_[i].group == first.group) return false;
  }
  return attempt();
}

void Allocation::work_on_cell(std::uint32_t number) {
  const auto cell = shown_[number];
  const auto& parts = parts_[number];
  if (parts.empty()) return;
  const auto tries = kTries * std::clamp(std::abs(counts_[cell] - set_.wanted[cell]), 1, 20);
  for (int i = 0; i < tries && counts_[cell] != set_.wanted[cell]; ++i) {
    auto step = parts[random_.index(parts.size())];
    step.by = counts_[cell] > set_.wanted[cell] ? -1 : 1;
    propose(step);
  }
}

void Allocation::work_on_group(std::size_t group) {
  const auto tries = kTries * std::clamp<std::int64_t>(uncovered(group), 1, 20);
  for (std::int64_t i = 0; i < tries && uncovered(group) > 0; ++i) {
    const int by = given_[group] < static_cast<std::int32_t>(size_of(group)) ? 1 : -1;
    propose({random_.index(task_.elements.size()), group, by});
  }
}

void Allocation::raise_weights() {
  for (const auto cell : shown_) {
    if (counts_[cell] != set_.wanted[cell]) ++weights_[cell];
  }
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    if (uncovered(group) > 0) ++cover_weights_[group];
  }
}

/// What stays wrong weighs more from round to round, so that the search leaves a place where it is stuck; the
/// nearest numbers are kept.
void Allocation::search() {
  auto best = distance();
  auto nearest = numbers_;
  std::vector<std::size_t> order(shown_.size() + groups_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int round = 0; round < kRounds && best > 0 && trials_ < kMostTrials; ++round) {
    random_.shuffle(order);
    for (const auto number : order) {
      if (number >= shown_.size())
        work_on_group(number - shown_.size());
      else if (counts_[shown_[number]] != set_.wanted[shown_[number]])
        work_on_cell(static_cast<std::uint32_t>(number));
    }
    const auto now = distance();
    if (now < best) {
      best = now;
      nearest = numbers_;
    } else {
      raise_weights();
    }
  }
  numbers_ = std::move(nearest);
}

}  // namespace raccordo::synthetic
