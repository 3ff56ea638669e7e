#include "privacy/attackers/brute_force_attacker.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

#include "privacy/attackers/integer_programme.hpp"

namespace raccordo::attackers {
namespace {

/// If no shown cell bounds a cell, values up to this far above k are tried.
constexpr int kTriedAboveK = 20;

/// The shown cells with their remaining counts, and the kinds of person that may fill them.
class RegisterSearch {
 public:
  using Accept = std::function<bool(const std::vector<std::size_t>& persons)>;

  RegisterSearch(const KindsOfPerson& kinds, const std::vector<ShownRow>& shown, std::uint64_t most_steps)
      : kinds_(kinds), steps_left_(most_steps) {
    for (const auto& row : shown) {
      rows_.push_back(row.cell);
      missing_.push_back(row.value);
    }
    possible_.resize(kinds.counts.size());
    std::iota(possible_.begin(), possible_.end(), 0);
    possible_ = fitting(possible_);
    drop_full_rows();
  }

  /// Searches registers that give the shown cells until `accept` says yes.
  Verdict search(const Accept& accept) {
    accept_ = &accept;
    return descend(possible_);
  }

 private:
  int count(std::size_t kind, std::size_t row) const { return kinds_.counts[kind][rows_[row]]; }

  std::vector<std::size_t> fitting(const std::vector<std::size_t>& candidates) const {
    std::vector<std::size_t> out;
    for (const auto kind : candidates) {
      bool fits = true;
      for (std::size_t row = 0; fits && row < rows_.size(); ++row) fits = count(kind, row) <= missing_[row];
      if (fits) out.push_back(kind);
    }
    return out;
  }

  /// Rows of zero are finished once they have no candidate.
  void drop_full_rows() {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (missing_[row] == 0) continue;
      rows_[kept] = rows_[row];
      missing_[kept++] = missing_[row];
    }
    rows_.resize(kept);
    missing_.resize(kept);
  }

  /// The open row with the fewest candidates, and these; rows_.size() if all are full.
  std::size_t tightest_row(const std::vector<std::size_t>& candidates,
                           std::vector<std::size_t>& fillers) const {
    std::size_t best = rows_.size();
    std::size_t fewest = candidates.size() + 1;
    for (std::size_t row = 0; row < rows_.size() && fewest > 0; ++row) {
      if (missing_[row] == 0) continue;
      std::size_t filling = 0;
      for (const auto kind : candidates) filling += count(kind, row) > 0 ? 1U : 0U;
      if (filling >= fewest) continue;
      best = row;
      fewest = filling;
    }
    for (const auto kind : candidates) {
      if (best != rows_.size() && count(kind, best) > 0) fillers.push_back(kind);
    }
    return best;
  }

  Verdict descend(std::vector<std::size_t> candidates) {
    if (steps_left_ == 0) return Verdict::undecided;
    --steps_left_;
    std::vector<std::size_t> fillers;
    if (tightest_row(candidates, fillers) == rows_.size()) {
      return (*accept_)(persons_) ? Verdict::found : Verdict::none;
    }
    for (const auto kind : fillers) {
      const auto verdict = with_person(kind, candidates);
      if (verdict != Verdict::none) return verdict;
      // All registers with this kind have been tried.
      candidates.erase(std::find(candidates.begin(), candidates.end(), kind));
    }
    return Verdict::none;
  }

  Verdict with_person(std::size_t kind, const std::vector<std::size_t>& candidates) {
    for (std::size_t row = 0; row < rows_.size(); ++row) missing_[row] -= count(kind, row);
    persons_.push_back(kind);
    const auto verdict = descend(fitting(candidates));
    persons_.pop_back();
    for (std::size_t row = 0; row < rows_.size(); ++row) missing_[row] += count(kind, row);
    return verdict;
  }

  const KindsOfPerson& kinds_;
  std::vector<std::size_t> rows_;
  std::vector<std::int64_t> missing_;
  std::vector<std::size_t> possible_;
  std::uint64_t steps_left_;
  const Accept* accept_ = nullptr;
  std::vector<std::size_t> persons_;
};

std::vector<int> counts_in(const KindsOfPerson& kinds, std::size_t cell) {
  std::vector<int> counts;
  counts.reserve(kinds.counts.size());
  for (const auto& kind : kinds.counts) counts.push_back(kind[cell]);
  return counts;
}

std::vector<ShownRow> shown_rows(const LinkedCells& linked, const KindsOfPerson& kinds) {
  std::vector<ShownRow> rows;
  std::set<std::pair<std::vector<int>, std::int64_t>> known;
  for (std::size_t cell = 0; cell < kinds.cells.size(); ++cell) {
    const auto found = linked.places.find(kinds.cells[cell]);
    if (found == linked.places.end()) continue;
    const auto& value = linked.cells[found->second].value;
    // Two cells with equal counts for all kinds are one row.
    if (value && known.emplace(counts_in(kinds, cell), *value).second) rows.push_back({cell, *value});
  }
  return rows;
}

/// No register gives the cell more than any shown cell in which everybody counts as much or more.
std::int64_t greatest_value(const KindsOfPerson& kinds, const std::vector<ShownRow>& rows, std::size_t cell) {
  auto most = std::numeric_limits<std::int64_t>::max();
  for (const auto& row : rows) {
    const bool covers = std::all_of(kinds.counts.begin(), kinds.counts.end(),
                                    [&](const auto& counts) { return counts[row.cell] >= counts[cell]; });
    if (covers) most = std::min(most, row.value);
  }
  return most;
}

/// True if there is a register in which the cell is 0, or k or more. Tried value by value: a given value
/// prunes best.
Verdict find_harmless(const KindsOfPerson& kinds, const std::vector<ShownRow>& shown, std::size_t cell, int k,
                      std::uint64_t most_steps) {
  const auto most = greatest_value(kinds, shown, cell);
  const auto last = std::min<std::int64_t>(most, k + kTriedAboveK);
  auto worst = most > last ? Verdict::undecided : Verdict::none;
  for (std::int64_t value = 0; value <= last; value = value == 0 ? k : value + 1) {
    auto rows = shown;
    rows.push_back({cell, value});
    RegisterSearch search(kinds, rows, most_steps);
    auto verdict = search.search([](const auto&) { return true; });
    if (verdict == Verdict::undecided) verdict = solve_for_register(kinds, rows);
    if (verdict == Verdict::found) return verdict;
    if (verdict == Verdict::undecided) worst = verdict;
  }
  return worst;
}

}  // namespace

BruteForceResult attack_by_brute_force(const LinkedCells& linked, const KindsOfPerson& kinds, int k,
                                       const Truth& truth, std::uint64_t most_steps) {
  BruteForceResult result;
  const auto shown = shown_rows(linked, kinds);
  for (std::size_t cell = 0; cell < kinds.cells.size(); ++cell) {
    const auto found = linked.places.find(kinds.cells[cell]);
    const auto value = truth.at(kinds.cells[cell]).value;
    if (found == linked.places.end() || linked.cells[found->second].value || value <= 0 || value >= k) {
      continue;
    }
    ++result.attacked;
    const auto verdict = find_harmless(kinds, shown, cell, k, most_steps);
    if (verdict == Verdict::undecided) ++result.undecided;
    if (verdict != Verdict::none) continue;
    const auto& table = linked.cells[found->second].table;
    result.breaches.push_back({BreachKind::within, table, kinds.cells[cell], 1, static_cast<double>(k - 1)});
  }
  return result;
}

BruteForceResult attack_as_insider_by_brute_force(const std::vector<PublishedTable>& tables,
                                                  const KindsOfPerson& kinds, int k, const Truth& truth,
                                                  const Truth& own) {
  Truth others;
  for (const auto& [cell, known] : truth) {
    const bool is_target = own.at(cell).persons > 0 && known.persons >= 2 && known.value < k;
    others[cell].value = is_target ? known.value - own.at(cell).value : 0;
  }
  return attack_by_brute_force(link_tables(take_away(tables, own)), kinds, k, others);
}

std::size_t count_registers(const LinkedCells& linked, const KindsOfPerson& kinds, std::size_t most) {
  std::size_t registers = 0;
  RegisterSearch search(kinds, shown_rows(linked, kinds), std::numeric_limits<std::uint64_t>::max());
  search.search([&](const auto&) { return ++registers >= most; });
  return registers;
}

}  // namespace raccordo::attackers
