// attack_release: attacks an exported release as an outsider who has downloaded it.
//   attack_release FOLDER [LATER-FOLDER...]
// Each folder has the JSON-stat files of `raccordo release export`, the oldest release first. With several,
// each two of one period are compared, and the union over all periods is attacked: with the first release of
// each period, and with the newest. Exit code 0: no breach; 1: breaches; 2: unreadable.
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "privacy/attackers/difference_attacker.hpp"
#include "privacy/attackers/linear_attacker.hpp"
#include "privacy/attackers/linked_cells.hpp"

namespace {

using namespace raccordo::attackers;

void print_table(const PublishedTable& table) {
  std::size_t hidden = 0, shown_non_zero = 0;
  for (const auto& cell : table.cells) {
    if (!cell) ++hidden;
    if (cell && *cell != 0) ++shown_non_zero;
  }
  const double share =
      table.cells.empty() ? 0 : 100.0 * static_cast<double>(hidden) / static_cast<double>(table.cells.size());
  std::printf("%-34s %-6s %7zu cells %7zu hidden %5.1f %%  %7zu shown above zero\n", table.id.c_str(),
              table.period.c_str(), table.cells.size(), hidden, share, shown_non_zero);
}

std::size_t attack(const std::vector<PublishedTable>& tables) {
  const auto begun = std::chrono::steady_clock::now();
  const auto linked = link_tables(tables);
  const auto result = attack_linear(linked, tables.front().k);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
  std::printf(
      "linked: %zu cells, %zu relations, %zu hidden; attacked %zu with %zu linear programmes in %.1f s\n",
      result.cells, linked.relations.size(), result.hidden, result.attacked, result.programmes,
      spent.count());
  for (const auto& breach : result.breaches) std::printf("breach: %s\n", to_string(breach).c_str());
  return result.breaches.size();
}

std::size_t compare(const std::vector<PublishedTable>& before, const std::vector<PublishedTable>& after) {
  const auto breaches = attack_by_difference(before, after, after.front().k);
  for (const auto& breach : breaches) std::printf("breach by difference: %s\n", to_string(breach).c_str());
  std::printf("differences: %zu breaches, %zu changes of status\n", breaches.size(),
              changes_of_status(before, after).size());
  return breaches.size();
}

using PublishedRelease = std::vector<PublishedTable>;

const std::string& period_of(const PublishedRelease& release) { return release.front().period; }

std::size_t compare_revisions(const std::vector<PublishedRelease>& releases) {
  std::size_t breaches = 0;
  for (std::size_t later = 0; later < releases.size(); ++later) {
    for (std::size_t before = 0; before < later; ++before) {
      if (period_of(releases[before]) == period_of(releases[later]))
        breaches += compare(releases[before], releases[later]);
    }
  }
  return breaches;
}

/// One release of each period, together: the first ones, then the newest ones where these are others.
std::size_t attack_unions(const std::vector<PublishedRelease>& releases) {
  std::map<std::string, std::size_t> first, newest;
  for (std::size_t i = 0; i < releases.size(); ++i) {
    first.emplace(period_of(releases[i]), i);
    newest[period_of(releases[i])] = i;
  }
  if (first.size() < 2) return 0;
  std::size_t breaches = 0;
  for (const auto& chosen : {first, newest}) {
    PublishedRelease all;
    for (const auto& [period, i] : chosen) all.insert(all.end(), releases[i].begin(), releases[i].end());
    std::printf("union of %zu periods, ", chosen.size());
    breaches += attack(all);
    if (first == newest) break;
  }
  return breaches;
}

int run(const std::vector<std::string>& folders) {
  std::vector<PublishedRelease> releases;
  std::size_t breaches = 0;
  for (const auto& folder : folders) {
    releases.push_back(read_exported_release(folder));
    if (releases.back().empty()) throw std::invalid_argument(folder + ": no JSON-stat file");
    for (const auto& table : releases.back()) print_table(table);
    breaches += attack(releases.back());
  }
  breaches += compare_revisions(releases) + attack_unions(releases);
  std::printf("%zu breaches\n", breaches);
  return breaches == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> folders(arguments + 1, arguments + count);
  if (folders.empty()) {
    std::cerr << "usage: attack_release FOLDER [LATER-FOLDER...]\n";
    return 2;
  }
  try {
    return run(folders);
  } catch (const std::exception& problem) {
    std::cerr << "attack_release: " << problem.what() << '\n';
    return 2;
  }
}
