// Measures the protection of a catalogue over the cases of a store: time, and hidden share by table and
// level. Usage: protection_bench RACCORDO.DB MAPPINGS PERIOD [k]. The shares are of cells that are not zero,
// so what it prints is for those who design a catalogue and must not be published.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "aggregate/audit.hpp"
#include "aggregate/disclosure_rules.hpp"
#include "aggregate/suppression.hpp"
#include "mapping/scheme_file.hpp"
#include "store/case_store.hpp"

namespace raccordo {
namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Share {
  std::size_t cells = 0, sensitive = 0, hidden = 0;
  double percent() const {
    return cells == 0 ? 0 : 100.0 * static_cast<double>(hidden) / static_cast<double>(cells);
  }
};

/// Is the cell of a Comune or of a group of Comuni?
bool is_below_ambito(const aggregate::PlannedTable& plan, std::size_t cell) {
  bool below = false;
  for (std::size_t i = plan.dimensions.size(); i-- > 0;) {
    const auto& categories = plan.dimensions[i].shown.categories;
    const auto& category = categories[cell % categories.size()];
    cell /= categories.size();
    if (plan.dimensions[i].shown.id == "territory" && category.depth > 2) below = true;
  }
  return below;
}

void print_shares(const std::vector<aggregate::PlannedTable>& plans, const aggregate::Protection& protection,
                  const aggregate::Rules& rules) {
  std::printf("%-32s %28s   %28s\n", "non-zero cells, sensitive, hidden", "Ambito and above",
              "Comune and group");
  std::size_t next = 0;
  Share all;
  for (const auto& plan : plans) {
    std::map<bool, Share> shares;
    for (std::size_t cell = 0; cell < plan.cells; ++cell, ++next) {
      if (plan.table.cells[cell].persons == 0) continue;
      const bool below = is_below_ambito(plan, cell);
      for (auto* share : {&shares[below], below ? nullptr : &all}) {
        if (share == nullptr) continue;
        ++share->cells;
        share->sensitive += aggregate::is_sensitive(plan.table, plan.table.cells[cell], rules) ? 1 : 0;
        share->hidden += protection.hidden[next];
      }
    }
    std::printf("%-32s %6zu %6zu %6zu %6.1f%%   %6zu %6zu %6zu %6.1f%%\n", plan.table.definition.id.c_str(),
                shares[false].cells, shares[false].sensitive, shares[false].hidden, shares[false].percent(),
                shares[true].cells, shares[true].sensitive, shares[true].hidden, shares[true].percent());
  }
  std::printf("%-32s %6zu %6zu %6zu %6.1f%%\n", "all", all.cells, all.sensitive, all.hidden, all.percent());
}

int run(char** arguments, int k) {
  const auto facts = store::open_sqlite({arguments[1]})->snapshot();
  const std::filesystem::path mappings = arguments[2];
  const auto scheme = mapping::load_scheme(mappings / "scheme").value();
  const auto catalogue = aggregate::load_catalogue(mappings / "extracts").value();
  const auto period = model::parse_period(arguments[3], model::Periodicity::year).value();
  const aggregate::Rules rules{k, 10};
  auto plans = aggregate::plan_tables(catalogue, scheme, period).value();
  const double start = now();
  aggregate::count_planned(plans, facts);
  const double counted = now();
  const auto protection = aggregate::suppress(plans, facts, scheme, period, rules, "bench");
  const double protected_at = now();
  const auto wrong = aggregate::audit(plans, facts, scheme, period, rules, protection);
  const double audited = now();
  std::printf("%zu persons: counted in %.3f s, protected in %.3f s, audited in %.3f s; %zu certificates\n",
              facts.persons.size(), counted - start, protected_at - counted, audited - protected_at,
              protection.certificates.size());
  print_shares(plans, protection, rules);
  if (wrong) std::printf("%s\n", wrong->message.c_str());
  return wrong ? 1 : 0;
}

}  // namespace
}  // namespace raccordo

int main(int count, char** arguments) {
  if (count < 4) {
    std::fprintf(stderr, "usage: protection_bench RACCORDO.DB MAPPINGS PERIOD [k]\n");
    return 2;
  }
  return raccordo::run(arguments, count > 4 ? std::atoi(arguments[4]) : 5);
}
