#include "synthetic/rows.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "synthetic/case_numbers.hpp"
#include "synthetic/settled_cells.hpp"

namespace raccordo::synthetic {
namespace {

using model::Measure;
using model::When;

class RowMaker {
 public:
  RowMaker(const Vocabulary& vocabulary, const aggregate::Release& release, Register& made, Random& random)
      : vocabulary_(vocabulary), release_(release), made_(made), random_(random) {}

  void run() {
    make_cases();
    made_.columns.opened = give_months(numbers_.opened, &CaseRow::opened);
    made_.columns.closed = give_months(numbers_.closed, &CaseRow::closed);
    add_former_cases();
    make_interventions();
    give_management();
    give_amounts();
  }

 private:
  std::optional<Figures> figures(Measure measure, std::optional<When> when, Kind kind) const {
    return find_figures(vocabulary_, release_, measure, when, kind);
  }

  /// One case for each presence in charge. If an Ambito has more cases than persons, some persons have two.
  void make_cases() {
    std::map<Node, std::vector<std::uint32_t>> inside;
    for (std::uint32_t i = 0; i < made_.people.presences.size(); ++i) {
      const auto& presence = made_.people.presences[i];
      if (!presence.in_charge) continue;
      made_.cases.push_back({i, presence.leaf, 0, 0});
      inside[vocabulary_.bucket_of[presence.leaf]].push_back(i);
    }
    std::map<Node, std::int64_t> persons;
    for (const auto& [bucket, presences] : inside)
      persons[bucket] = static_cast<std::int64_t>(presences.size());
    numbers_ = settle_cases(vocabulary_, release_, persons, random_);
    for (auto& [bucket, presences] : inside) {
      random_.shuffle(presences);
      const auto more = numbers_.cases[bucket] - persons[bucket];
      for (std::size_t i = 0; i < presences.size() && static_cast<std::int64_t>(i) < more; ++i)
        made_.cases.push_back({presences[i], made_.people.presences[presences[i]].leaf, 0, 0});
    }
  }

  std::map<Node, std::vector<std::size_t>> cases_by_bucket(bool with_territories) {
    std::map<Node, std::vector<std::size_t>> cases;
    for (std::size_t i = 0; i < made_.cases.size(); ++i)
      cases[with_territories ? vocabulary_.bucket_of[made_.cases[i].leaf] : Node{0}].push_back(i);
    for (auto& [bucket, numbers] : cases) random_.shuffle(numbers);
    return cases;
  }

  bool give_months(const std::optional<Figures>& table, Node CaseRow::*month) {
    if (!table) return false;
    for (auto& [bucket, numbers] : cases_by_bucket(table->has(Kind::territory))) {
      for (const auto node : months_in_order(vocabulary_)) {
        auto left = table->value(bucket, Kind::month, node);
        for (std::size_t i = 0; i < numbers.size() && left > 0; ++i) {
          auto& row = made_.cases[numbers[i]];
          // Nothing closes in a month before the one in which it was opened.
          const bool is_later = rank_of(vocabulary_, row.opened) > rank_of(vocabulary_, node);
          if (row.*month != 0 || (month == &CaseRow::closed && is_later)) continue;
          row.*month = node;
          --left;
        }
      }
    }
    return true;
  }

  /// Cases that are registered but of nobody in charge.
  void add_former_cases() {
    const auto& table = numbers_.registered;
    if (!table) return;
    std::map<Node, std::vector<Node>> leaves;
    for (const auto leaf : vocabulary_.tree(Kind::territory).leaves)
      leaves[vocabulary_.bucket_of[leaf]].push_back(leaf);
    const auto cases = cases_by_bucket(true);
    for (const auto& [bucket, below] : leaves) {
      const auto found = cases.find(bucket);
      const auto have = found == cases.end() ? 0 : static_cast<std::int64_t>(found->second.size());
      const auto wanted = std::min(table->value(bucket, Kind::territory, bucket), kMostPersons);
      for (auto i = have; i < wanted; ++i)
        made_.cases.push_back({kNobody, below[random_.index(below.size())], 0, 0});
    }
  }

  void make_interventions() {
    for (std::uint32_t i = 0; i < made_.people.presences.size(); ++i) {
      for (const auto service : made_.people.presences[i].services)
        made_.interventions.push_back({i, service, 0, false, 0});
    }
  }

  /// More interventions than services of persons: the same service once more.
  void give_management() {
    const auto table = figures(Measure::interventions, When::active_during, Kind::management);
    if (!table || made_.interventions.empty()) return;
    made_.columns.management = true;
    const auto own = made_.interventions.size();
    const auto wanted = std::min(table->value(0, Kind::management, 0), kMostPersons);
    while (static_cast<std::int64_t>(made_.interventions.size()) < wanted) {
      const auto again = made_.interventions[random_.index(own)];
      made_.interventions.push_back(again);
    }
    const auto& leaves = vocabulary_.tree(Kind::management).leaves;
    std::vector<std::uint64_t> left, all;
    for (const auto node : leaves)
      all.push_back(static_cast<std::uint64_t>(
          std::clamp<std::int64_t>(table->value(0, Kind::management, node), 0, kMostPersons)));
    left = all;
    for (auto& row : made_.interventions) {
      auto chosen = random_.weighted(left);
      if (chosen == left.size()) chosen = random_.weighted(all);
      if (chosen == all.size()) continue;
      row.management = leaves[chosen];
      if (left[chosen] > 0) --left[chosen];
    }
  }

  /// Each amount in equal parts among the interventions of its cell: no table says how it differs among them.
  void give_amounts() {
    auto table = figures(Measure::amount, std::nullopt, Kind::service);
    if (!table) return;
    made_.columns.amount = true;
    std::map<std::size_t, std::vector<std::size_t>> rows;
    for (std::size_t i = 0; i < made_.interventions.size(); ++i) {
      const auto& row = made_.interventions[i];
      Nodes nodes{};
      nodes[at(Kind::territory)] = made_.people.presences[row.presence].leaf;
      nodes[at(Kind::service)] = row.service;
      rows[table->cell(nodes)].push_back(i);
    }
    std::vector<bool> movable(table->values.size(), false);
    for (std::size_t cell = 0; cell < movable.size(); ++cell) {
      const bool has_rows = rows.count(cell) != 0;
      movable[cell] = table->table->cells()[cell].hidden && has_rows;
      // Money of nobody would be missing elsewhere.
      if (table->table->cells()[cell].hidden && !has_rows) table->values[cell] = 0;
    }
    if (is_additive(*table->table)) {
      Settling settling;
      SettledCells cells(settling, *table, movable);
      settling.run(random_);
      cells.read(settling);
    }
    for (const auto& [cell, numbers] : rows) {
      const auto count = static_cast<std::int64_t>(numbers.size());
      const auto part = table->values[cell] / count;
      auto rest = table->values[cell] % count;
      for (const auto number : numbers) {
        const std::int64_t cent = rest > 0 ? 1 : (rest < 0 ? -1 : 0);
        rest -= cent;
        made_.interventions[number].has_amount = true;
        made_.interventions[number].amount_cents = part + cent;
      }
    }
  }

  const Vocabulary& vocabulary_;
  const aggregate::Release& release_;
  Register& made_;
  Random& random_;
  CaseNumbers numbers_;
};

/// A table whose numbers cannot be counts, or amounts of money, was changed.
base::Result<void> check_numbers(const model::ProtectedTable& table) {
  constexpr std::int64_t kMostCents = 1'000'000'000'000'000;
  const auto measure = table.definition().measure;
  const bool is_amount = measure == Measure::amount;
  if (measure != Measure::cases && measure != Measure::interventions && !is_amount) return {};
  const auto least = is_amount ? -kMostCents : 0;
  const auto most = is_amount ? kMostCents : kMostPersons;
  for (const auto& cell : table.cells()) {
    if (cell.hidden || (cell.value >= least && cell.value <= most)) continue;
    return base::fault("table " + table.definition().id + " shows " + std::to_string(cell.value) +
                       " in a cell, which is not between " + std::to_string(least) + " and " +
                       std::to_string(most) + "; verify the release with `raccordo release verify`");
  }
  return {};
}

}  // namespace

base::Result<Register> add_rows(const Vocabulary& vocabulary, const aggregate::Release& release,
                                People people, Random& random) {
  for (const auto& table : release.tables()) {
    if (auto checked = check_numbers(table); !checked) return checked.error();
  }
  Register made;
  made.people = std::move(people);
  RowMaker(vocabulary, release, made, random).run();
  return made;
}

}  // namespace raccordo::synthetic
