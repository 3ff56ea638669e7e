// An attacker with linear programming: bounds every hidden cell by all tables of the release together. It
// knows the published numbers, the public rules (k; hidden cells include zeros; which tables add up) and that
// counts are whole and not negative. Called by the tests of privacy and by attack_release.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "privacy/attackers/linked_cells.hpp"

namespace raccordo::attackers {

/// The true value of a cell. Attackers do not have it: it tells the test which cells to attack.
struct TrueCell {
  std::int64_t value = 0;
  std::int64_t persons = 0;
  std::int64_t largest = 0,
               second = 0;  ///< largest shares of one person in an amount, if they were looked up
};
using Truth = std::unordered_map<std::string, TrueCell>;  ///< by CellName::text()

enum class BreachKind {
  shown,   ///< a count of 1..k-1 is in a table
  within,  ///< the numbers allow only 1..k-1
  exact,   ///< the numbers allow only one value, and it counts fewer than k persons
  close    ///< an amount that one person dominates is known to within p % of that person's share
};

struct Breach {
  BreachKind kind = BreachKind::within;
  std::string table, cell;
  double low = 0, high = 0;
};

struct AttackResult {
  std::vector<Breach> breaches;
  std::size_t cells = 0, hidden = 0;  ///< of the linked system, each cell once
  std::size_t attacked = 0;           ///< hidden cells that were targeted
  std::size_t programmes = 0;         ///< linear programmes solved
};

/// The p % of the p% rule: an amount is dominated if all but its two largest shares are less than p % of the
/// largest, because the second could then estimate the first.
inline constexpr int kPercent = 10;

/// Without truth every hidden count is targeted: an interval within 1..k-1 is a breach. With truth, cells
/// that count 1..k-1 persons, also those of amounts and of large counts. std::runtime_error if the published
/// numbers contradict each other.
AttackResult attack_linear(const LinkedCells& linked, int k, const Truth* truth = nullptr);

/// The tables without the contributions of one person. A hidden cell stays hidden.
std::vector<PublishedTable> take_away(std::vector<PublishedTable> tables, const Truth& own);

/// The insider: a person who knows the own contributions (`own`, by CellName::text()) and subtracts them.
/// Targets hidden cells of 2..k-1 persons that include the insider: a breach shows that someone else is
/// counted, and fewer than k.
AttackResult attack_as_insider(const std::vector<PublishedTable>& tables, int k, const Truth& truth,
                               const Truth& own);

std::string to_string(const Breach& breach);

}  // namespace raccordo::attackers
