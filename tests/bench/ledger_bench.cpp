// Releases of an invented province year after year, each made with all earlier ones: time, size of the
// evidence and share of hidden cells as a ledger grows, with the exponents of the growth. The digest of the
// evidence shows whether two builds make the same choices.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>

#include "aggregate/make/making.hpp"
#include "aggregate/release/period_catalogue.hpp"
#include "aggregate/release/protected_last.hpp"
#include "aggregate/release/rates.hpp"
#include "base/digest.hpp"
#include "invented_facts.hpp"
#include "mapping/scheme_file.hpp"
#include "release_costs.hpp"
#include "synth/careers.hpp"

namespace raccordo::bench {
namespace {

constexpr double kOneInLeaving = 25;

struct Wishes {
  Invention invention;
  std::filesystem::path source = RACCORDO_SOURCE_DIR;
  int layers = 3;
  synth::CareersOrder careers;
  bool are_careers = false;
  int kept = 0;  // years that a closed case is kept; 0: for ever
  std::string periodicity = "year";
  int k = 5;
  int later_k = 0;  // of all releases but the first; 0: the same
  bool is_detailed = false;
  std::string costs;  // file; empty: none is written
};

/// The register at the end of a year: without later cases and without persons who left.
model::FactSet until(const model::FactSet& all, int year, int last) {
  auto facts = all;
  facts.cases.clear();
  for (const auto& given : all.cases) {
    const bool has_left =
        static_cast<double>(given.person % 1000) < 1000 / kOneInLeaving * (1 - (last - year) / 4.0);
    if (given.opened.year > year || has_left) continue;
    auto item = given;
    if (item.closed.year > year) item.closed = {};
    std::erase_if(item.interventions, [&](const auto& each) { return each.start.year > year; });
    facts.cases.push_back(std::move(item));
  }
  return facts;
}

/// Hidden cells of a release, by the level of their territory.
struct HiddenShare {
  std::size_t cells = 0, hidden = 0;                ///< from Ambito up
  std::size_t province = 0;                         ///< hidden cells of the whole province
  std::size_t totals = 0;                           ///< hidden, though the catalogue wants them hidden last
  std::size_t comune_cells = 0, comune_hidden = 0;  ///< groups and Comuni
};

constexpr int kNoInhabitants = 3;

/// 0 province, 1 Ambito or district, 2 below, 3 unassigned.
int level_of(const model::ProtectedTable& table, std::size_t place) {
  int level = 0;
  const auto& dimensions = table.dimensions();
  for (std::size_t i = dimensions.size(); i-- > 0;) {
    const auto& categories = dimensions[i].categories;
    const auto& code = categories[place % categories.size()].code;
    place /= categories.size();
    if (dimensions[i].id != "territory" && dimensions[i].id != "residence") continue;
    const bool is_below = code.find('.') != std::string::npos || (!code.empty() && code[0] == '0');
    level = std::max(level, code == "_T" ? 0 : code == "_U" ? kNoInhabitants : is_below ? 2 : 1);
  }
  return level;
}

HiddenShare share_of(const aggregate::Release& release) {
  HiddenShare out;
  for (const auto& table : release.tables()) {
    for (std::size_t place = 0; place < table.cells().size(); ++place) {
      const int level = level_of(table, place);
      if (level == kNoInhabitants && aggregate::is_rate(table.definition().measure)) continue;
      const std::size_t is_hidden = table.cells()[place].hidden ? 1U : 0U;
      (level == 2 ? out.comune_cells : out.cells) += 1;
      (level == 2 ? out.comune_hidden : out.hidden) += is_hidden;
      if (level == 0) out.province += is_hidden;
    }
    out.totals += aggregate::hidden_totals(table.definition(), table.dimensions(), table.cells()).size();
  }
  return out;
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// Without the cases that were closed too many years before: then the register does not grow.
model::FactSet kept_until(model::FactSet facts, int year, int kept) {
  if (kept == 0) return facts;
  std::erase_if(facts.cases,
                [&](const auto& item) { return item.closed.year != 0 && item.closed.year + kept < year; });
  return facts;
}

std::vector<model::Period> periods_of(const Wishes& wishes) {
  const auto periodicity = *model::parse_periodicity(wishes.periodicity);
  const int first =
      wishes.are_careers ? wishes.careers.first_year : wishes.invention.year - wishes.layers + 1;
  const int years = wishes.are_careers ? wishes.careers.years : wishes.layers;
  std::vector<model::Period> out;
  const auto add = [&](const std::string& code) { out.push_back(*model::parse_period(code, periodicity)); };
  for (int year = first; year < first + years; ++year) {
    const auto name = std::to_string(year);
    if (periodicity == model::Periodicity::year) add(name);
    for (int i = 1; i <= 4 && periodicity == model::Periodicity::quarter; ++i)
      add(name + "-Q" + std::to_string(i));
    for (int i = 1; i <= 12 && periodicity == model::Periodicity::month; ++i)
      add(name + (i < 10 ? "-0" : "-") + std::to_string(i));
  }
  return out;
}

/// Makes one release on top of the evidence and prints what it cost.
ReleaseCost add_release(const Wishes& wishes, const model::FactSet& facts, const model::Period& period,
                        const model::Scheme& scheme, const std::vector<model::ExtractDefinition>& catalogue,
                        std::optional<aggregate::Evidence>& evidence) {
  aggregate::ReleaseRequest request;
  request.id = "R" + period.code;
  request.period = period;
  request.periodicity = *model::parse_periodicity(wishes.periodicity);
  request.key = std::string(32, 'k');
  request.rules.k = evidence && wishes.later_k > 0 ? wishes.later_k : wishes.k;
  const Meter meter;
  const auto made =
      aggregate::make_proven_release(facts, aggregate::catalogue_of_period(catalogue, scheme, request.period),
                                     scheme, request, evidence ? &*evidence : nullptr);
  auto cost = meter.read();
  cost.period = period.code;
  cost.cases = facts.cases.size();
  cost.is_refused = !made;
  if (!made) {
    std::printf("%s: %zu cases, %.1f s: refused: %s\n", period.code.c_str(), facts.cases.size(), cost.seconds,
                made.error().message.c_str());
    std::fflush(stdout);
    return cost;
  }
  evidence = aggregate::read_evidence(made->evidence).value();
  const auto share = share_of(made->release);
  cost.hidden = percent(share.hidden, share.cells);
  cost.hidden_below = percent(share.comune_hidden, share.comune_cells);
  std::printf(
      "%s: %zu cases, %.1f s, of processors %.1f s, peak memory %.0f MB; hidden from Ambito up %.2f %% of "
      "%zu, of the province %zu, totals %zu, below "
      "%.1f %% of "
      "%zu; %zu certificates, evidence of %zu KB, digest %s%s\n",
      period.code.c_str(), facts.cases.size(), cost.seconds, cost.processor, cost.peak_memory, cost.hidden,
      share.cells, share.province, share.totals, cost.hidden_below, share.comune_cells,
      evidence->certificates.size(), made->evidence.size() / 1024,
      base::sha256_hex(made->evidence).substr(0, 16).c_str(),
      made->release.metadata().find("withheld") != std::string::npos ? " (some withheld)" : "");
  if (wishes.is_detailed) {
    std::size_t place = 0;
    const auto& kept = evidence->layers.back().kept_back;
    for (const auto& table : made->release.tables()) {
      std::size_t up = 0, hidden = 0, forced = 0;
      for (std::size_t i = 0; i < table.cells().size(); ++i, ++place) {
        if (level_of(table, i) == 2) continue;
        ++up;
        hidden += table.cells()[i].hidden ? 1U : 0U;
        forced += !kept.empty() && kept[place] != 0 ? 1U : 0U;
      }
      std::printf("  %-36s %6zu cells from Ambito up %6zu hidden, %zu of them kept back\n",
                  table.definition().id.c_str(), up, hidden, forced);
    }
  }
  std::fflush(stdout);
  return cost;
}

int measure(const Wishes& wishes) {
  const auto mappings = wishes.source / "mappings";
  const auto scheme = mapping::load_scheme(mappings / "scheme").value();
  const auto catalogue = aggregate::load_catalogue(mappings / "extracts").value();
  std::optional<aggregate::Evidence> evidence;
  std::vector<ReleaseCost> costs;
  const auto add = [&](const model::FactSet& facts, const model::Period& period) {
    costs.push_back(add_release(wishes, facts, period, scheme, catalogue, evidence));
  };
  if (wishes.are_careers) {
    const synth::Workshop workshop(mappings, wishes.source / "tests/synth/data");
    auto order = wishes.careers;
    order.has_asst = wishes.invention.has_asst;
    const synth::Careers careers(workshop, order);
    for (const auto& period : periods_of(wishes))
      add(kept_until(careers.known_on(period.last), period.last.year, wishes.kept), period);
  } else {
    const auto all = invent_facts(wishes.invention, mappings, wishes.source / "tests/synth/data");
    for (const auto& period : periods_of(wishes))
      add(until(all, period.last.year, wishes.invention.year), period);
  }
  print_growth(costs);
  if (!wishes.costs.empty()) write_costs(costs, wishes.costs);
  return 0;
}

}  // namespace
}  // namespace raccordo::bench

int main(int count, char** arguments) {
  CLI::App app{"Measures releases of the shipped catalogue that are made on top of each other"};
  raccordo::bench::Wishes wishes;
  app.add_option("--persons", wishes.invention.persons, "Invent about so many persons (default: 39,089)");
  app.add_option("--set", wishes.invention.set, "Which province to invent")
      ->check(CLI::IsMember({"ambito", "published"}));
  app.add_flag("--asst", wishes.invention.has_asst, "A sociosanitary body (ASST) has cases, too");
  app.add_option("--seed", wishes.invention.seed, "Another seed, another province");
  app.add_option("--source", wishes.source,
                 "Folder with the mappings and the synthetic data (default: this project)");
  app.add_option("--layers", wishes.layers, "So many years");
  app.add_flag("--careers", wishes.are_careers, "Careers with ordinary turnover instead of a province");
  app.add_option("--careers-persons", wishes.careers.persons, "With --careers: careers (default: 60,000)");
  app.add_option("--years", wishes.careers.years, "With --careers: years (default: 5)");
  app.add_option("--careers-seed", wishes.careers.seed, "With --careers: another seed");
  app.add_option(
      "--kept", wishes.kept,
      "With --careers: forget cases that were closed more than so many calendar years before, so that "
      "the register keeps its size (default: keep all)");
  app.add_option("--periodicity", wishes.periodicity, "year, quarter or month")
      ->check(CLI::IsMember({"year", "quarter", "month"}));
  app.add_option("--costs", wishes.costs, "Write what each release cost to this file, for plot_costs.py");
  app.add_flag("--tables", wishes.is_detailed, "Hidden cells of each table");
  app.add_option("-k", wishes.k, "Least number of persons");
  app.add_option("--later-k", wishes.later_k, "The same from the second release on (default: as the first)");
  CLI11_PARSE(app, count, arguments);
  try {
    return raccordo::bench::measure(wishes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ledger_bench: %s\n", error.what());
    return 1;
  }
}
