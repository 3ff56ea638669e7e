#include "privacy/attackers/linear_attacker.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "privacy/attackers/linear_programme.hpp"

namespace raccordo::attackers {
namespace {

/// Tolerance for whole numbers of the solver.
constexpr double kNearly = 1e-4;

struct Seen {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
};

bool is_count(const LinkedCell& cell) {
  return cell.name.measure == "persons" || cell.name.measure == "persons-joint" ||
         cell.name.measure == "cases" || cell.name.measure == "interventions";
}

/// Solves for one cell after the other. Every solution is a candidate for all cells, so most cells are
/// cleared without a programme of their own.
class Interrogation {
 public:
  Interrogation(const LinkedCells& linked, int k) : linked_(linked), k_(k), programme_(linked) {
    seen_.resize(programme_.hidden_cells().size());
    programme_.least_of_all();
    take_values();
    programme_.greatest_of_all();
    take_values();
  }

  void aim_at_small(std::size_t i) {
    ++result_.attacked;
    if (may_be_zero(seen_[i].low) || may_be_large(seen_[i].high)) return;
    const double low = programme_.least(i);
    take_values();
    if (may_be_zero(low)) return;
    const double high = programme_.greatest(i);
    take_values();
    if (!may_be_large(high)) report(BreachKind::within, i, low, high);
  }

  /// Whole euro and counts: an interval less than one wide leaves one value.
  void aim_at_value(std::size_t i) {
    ++result_.attacked;
    const double width = is_count(linked_.cells[programme_.hidden_cells()[i]]) ? 1 : 100;
    const auto is_wide = [&](double low, double high) { return high - low > width - kNearly; };
    if (is_wide(seen_[i].low, seen_[i].high)) return;
    const double low = programme_.least(i);
    take_values();
    if (is_wide(low, seen_[i].high)) return;
    const double high = programme_.greatest(i);
    take_values();
    if (!is_wide(low, high)) report(BreachKind::exact, i, low, high);
  }

  /// The sum must be possible at least p % of the largest share above and below its value.
  void aim_at_share(std::size_t i, const TrueCell& known) {
    ++result_.attacked;
    const double room = static_cast<double>(known.largest) * kPercent / 100 - kNearly;
    const auto value = static_cast<double>(known.value);
    if (seen_[i].low <= value - room && seen_[i].high >= value + room) return;
    const double low = programme_.least(i);
    const double high = programme_.greatest(i);
    if (low > value - room || high < value + room) report(BreachKind::close, i, low, high);
  }

  const std::vector<std::size_t>& hidden_cells() const { return programme_.hidden_cells(); }

  AttackResult finish() {
    result_.cells = linked_.cells.size();
    result_.hidden = programme_.hidden_cells().size();
    result_.programmes = programme_.solved();
    return std::move(result_);
  }

  void report_small() {
    for (const auto& cell : linked_.cells) {
      if (cell.value && is_count(cell) && *cell.value > 0 && *cell.value < k_) {
        report_shown(cell, BreachKind::shown);
      }
    }
  }

  void report_shown(const LinkedCell& cell, BreachKind kind) {
    const auto value = static_cast<double>(*cell.value);
    result_.breaches.push_back({kind, cell.table, cell.name.text(), value, value});
  }

 private:
  static bool may_be_zero(double low) { return low < 1 - kNearly && std::ceil(low - kNearly) < 1; }
  bool may_be_large(double high) const { return std::floor(high + kNearly) >= k_; }

  void take_values() {
    const auto& values = programme_.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
      seen_[i].low = std::min(seen_[i].low, values[i]);
      seen_[i].high = std::max(seen_[i].high, values[i]);
    }
  }

  void report(BreachKind kind, std::size_t i, double low, double high) {
    const auto& cell = linked_.cells[programme_.hidden_cells()[i]];
    result_.breaches.push_back({kind, cell.table, cell.name.text(), low, high});
  }

  const LinkedCells& linked_;
  int k_;
  LinearProgramme programme_;
  std::vector<Seen> seen_;
  AttackResult result_;
};

bool is_dominated(const TrueCell& cell) {
  const auto rest = cell.value - cell.largest - cell.second;
  return cell.largest > 0 && rest * 100 < cell.largest * kPercent;
}

void aim_with_truth(Interrogation& interrogation, const LinkedCells& linked, int k, const Truth& truth) {
  for (std::size_t i = 0; i < interrogation.hidden_cells().size(); ++i) {
    const auto& cell = linked.cells[interrogation.hidden_cells()[i]];
    const auto& known = truth.at(cell.name.text());
    const bool is_small = is_count(cell) && known.value > 0 && known.value < k;
    if (is_small) interrogation.aim_at_small(i);
    if (!is_small && known.persons > 0 && known.persons < k) interrogation.aim_at_value(i);
    if (known.persons >= k && is_dominated(known)) interrogation.aim_at_share(i, known);
  }
}

void report_dominated(Interrogation& interrogation, const LinkedCells& linked, const Truth& truth) {
  for (const auto& cell : linked.cells) {
    if (cell.value && cell.name.measure == "amount" && is_dominated(truth.at(cell.name.text()))) {
      interrogation.report_shown(cell, BreachKind::close);
    }
  }
}

}  // namespace

std::vector<PublishedTable> take_away(std::vector<PublishedTable> tables, const Truth& own) {
  for (auto& table : tables) {
    for_each_cell(table, [&](std::size_t place, const auto& categories) {
      auto& cell = table.cells[place];
      if (cell) *cell -= own.at(name_cell(table, categories).text()).value;
    });
  }
  return tables;
}

AttackResult attack_linear(const LinkedCells& linked, int k, const Truth* truth) {
  Interrogation interrogation(linked, k);
  interrogation.report_small();
  if (truth != nullptr) {
    report_dominated(interrogation, linked, *truth);
    aim_with_truth(interrogation, linked, k, *truth);
    return interrogation.finish();
  }
  for (std::size_t i = 0; i < interrogation.hidden_cells().size(); ++i) {
    if (is_count(linked.cells[interrogation.hidden_cells()[i]])) interrogation.aim_at_small(i);
  }
  return interrogation.finish();
}

AttackResult attack_as_insider(const std::vector<PublishedTable>& tables, int k, const Truth& truth,
                               const Truth& own) {
  const auto linked = link_tables(take_away(tables, own));
  Interrogation interrogation(linked, k);
  for (std::size_t i = 0; i < interrogation.hidden_cells().size(); ++i) {
    const auto& cell = linked.cells[interrogation.hidden_cells()[i]];
    const auto& known = truth.at(cell.name.text());
    const bool is_target = is_count(cell) && known.persons >= 2 && known.persons < k;
    if (is_target && own.at(cell.name.text()).persons > 0) interrogation.aim_at_small(i);
  }
  return interrogation.finish();
}

std::string to_string(const Breach& breach) {
  constexpr std::array<const char*, 4> kKinds = {"shown", "small for certain", "exact value",
                                                 "close to one share"};
  const std::string kind = kKinds.at(static_cast<std::size_t>(breach.kind));
  const auto low = static_cast<long long>(std::llround(breach.low));
  const auto high = static_cast<long long>(std::llround(breach.high));
  return breach.table + " [" + breach.cell + "] " + kind + ": " + std::to_string(low) + ".." +
         std::to_string(high);
}

}  // namespace raccordo::attackers
