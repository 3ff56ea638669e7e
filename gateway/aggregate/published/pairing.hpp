// Pairs items that have no numbers with those of the release before: by their categories, the most of them
// that agree. Internal to aggregate/: used by the clock.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace raccordo::aggregate {

inline constexpr std::size_t kUnpaired = static_cast<std::size_t>(-1);

/// Pairs the still unpaired items whose keys are equal, in order; `partner_of[i]` is the place among
/// `befores`. Keys must be comparable. Time: n log n, whatever the items are.
template <class Now, class Before, class KeyOfNow, class KeyOfBefore>
void pair_equal(const std::vector<Now>& nows, const std::vector<Before>& befores, KeyOfNow key_of_now,
                KeyOfBefore key_of_before, std::vector<std::size_t>& partner_of,
                std::vector<bool>& is_taken) {
  std::vector<std::size_t> left, right;
  for (std::size_t i = 0; i < nows.size(); ++i) {
    if (partner_of[i] == kUnpaired) left.push_back(i);
  }
  for (std::size_t i = 0; i < befores.size(); ++i) {
    if (!is_taken[i]) right.push_back(i);
  }
  std::stable_sort(left.begin(), left.end(),
                   [&](auto one, auto other) { return key_of_now(nows[one]) < key_of_now(nows[other]); });
  std::stable_sort(right.begin(), right.end(), [&](auto one, auto other) {
    return key_of_before(befores[one]) < key_of_before(befores[other]);
  });
  std::size_t at = 0;
  for (const auto now : left) {
    const auto key = key_of_now(nows[now]);
    while (at < right.size() && key_of_before(befores[right[at]]) < key) ++at;
    if (at == right.size()) return;
    if (key < key_of_before(befores[right[at]])) continue;
    partner_of[now] = right[at];
    is_taken[right[at++]] = true;
  }
}

}  // namespace raccordo::aggregate
