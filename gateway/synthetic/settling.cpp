#include "synthetic/settling.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace raccordo::synthetic {

std::uint32_t Settling::add(std::int64_t value, Role role) {
  values_.push_back(value);
  is_free_.push_back(role == Role::free);
  uses_.emplace_back();
  return static_cast<std::uint32_t>(values_.size() - 1);
}

void Settling::bind(const Bound& bound) {
  const auto number = bounds_.size();
  bounds_.push_back(bound);
  auto& free = free_.emplace_back();
  std::int64_t sum = 0;
  const auto enter = [&](const std::vector<std::uint32_t>& variables, int sign) {
    for (const auto variable : variables) {
      sum += sign * values_[variable];
      uses_[variable].push_back({number, sign});
      if (is_free_[variable]) free.push_back({variable, sign});
    }
  };
  enter(bound.plus, 1);
  enter(bound.minus, -1);
  sums_.push_back(sum);
  weights_.push_back(1);
}

/// How far the sum is outside of the bound; negative: too small.
std::int64_t Settling::beyond(const Bound& bound, std::int64_t sum) {
  if (sum < bound.low) return sum - bound.low;
  return std::max<std::int64_t>(0, sum - bound.high);
}

std::int64_t Settling::distance() const {
  std::int64_t distance = 0;
  for (std::size_t i = 0; i < bounds_.size(); ++i) distance += std::abs(beyond(bounds_[i], sums_[i]));
  return distance;
}

/// The change of the weighed distance.
std::int64_t Settling::apply(const Step& step) {
  std::int64_t change = 0;
  values_[step.variable] += step.by;
  for (const auto& use : uses_[step.variable]) {
    const auto before = std::abs(beyond(bounds_[use.bound], sums_[use.bound]));
    sums_[use.bound] += use.sign * step.by;
    change += weights_[use.bound] * (std::abs(beyond(bounds_[use.bound], sums_[use.bound])) - before);
  }
  return change;
}

bool Settling::attempt(const Step& first, const Step& second, Random& random) {
  auto change = apply(first) + apply(second);
  const bool is_possible = values_[first.variable] >= 0 && values_[second.variable] >= 0;
  if (is_possible && (change < 0 || (change == 0 && random.below(2) == 0))) return true;
  apply({second.variable, -second.by});
  apply({first.variable, -first.by});
  return false;
}

/// Moves one variable of a bound that is not kept, alone or with another one that holds a second bound.
void Settling::work_on(std::size_t number, Random& random) {
  constexpr int kTries = 60;
  const auto& free = free_[number];
  for (int i = 0; i < kTries && !free.empty(); ++i) {
    const auto away = beyond(bounds_[number], sums_[number]);
    if (away == 0) return;
    const auto& chosen = free[random.index(free.size())];
    auto size = std::abs(away);
    if (random.below(2) == 0)
      size = 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size)));
    Step step{chosen.variable, (away > 0 ? -size : size) * chosen.by};
    if (step.by < 0) step.by = std::max(step.by, -values_[step.variable]);
    if (step.by == 0) continue;
    const auto& uses = uses_[step.variable];
    const auto& held = uses[random.index(uses.size())];
    const auto& others = free_[held.bound];
    if (held.bound == number || random.below(4) == 0) {
      attempt(step, {step.variable, 0}, random);
      continue;
    }
    const auto& other = others[random.index(others.size())];
    if (other.variable == step.variable) continue;
    attempt(step, {other.variable, -step.by * held.sign * other.by}, random);
  }
}

/// What stays wrong weighs more from round to round, so that the search leaves a place where it is stuck.
void Settling::run(Random& random) {
  constexpr int kRounds = 600;
  auto best = distance();
  auto nearest = values_;
  std::vector<std::size_t> order(bounds_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int round = 0; round < kRounds && best > 0; ++round) {
    random.shuffle(order);
    for (const auto number : order) work_on(number, random);
    const auto now = distance();
    if (now < best) {
      best = now;
      nearest = values_;
      continue;
    }
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
      if (beyond(bounds_[i], sums_[i]) != 0) ++weights_[i];
    }
  }
  for (std::uint32_t i = 0; i < values_.size(); ++i) apply({i, nearest[i] - values_[i]});
}

}  // namespace raccordo::synthetic
