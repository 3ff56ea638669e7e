// Measures the published register on invented careers: how many persons wait, how exact the tables are from
// Ambito up, and what a release costs, for each period. Hides small cells only: what witnesses hide besides
// is not measured here.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "aggregate/count/group.hpp"
#include "aggregate/count/planned_table.hpp"
#include "aggregate/count/shared_cells.hpp"
#include "aggregate/layers/layers.hpp"
#include "aggregate/published/next_release.hpp"
#include "aggregate/release/rates.hpp"
#include "aggregate/release/release.hpp"
#include "mapping/scheme_file.hpp"
#include "synth/careers.hpp"

namespace raccordo::bench {
namespace {

struct Wishes {
  synth::CareersOrder order;
  std::string periodicity = "year", comuni = "groups";
  std::size_t compared = 12;
  int k = 5;
};

struct Exactness {
  double exact = 0, error = 0;  ///< shares; `error` is the 95th percentile
  std::size_t cells = 0, hidden = 0, shown_before_hidden_now = 0;
};

bool is_above_comune(const aggregate::PlannedTable& plan, std::size_t place) {
  for (std::size_t i = plan.dimensions.size(); i-- > 0;) {
    const auto& dimension = plan.dimensions[i];
    const auto& categories = dimension.shown.categories;
    const auto& code = categories[place % categories.size()].code;
    place /= categories.size();
    const auto kind = dimension.choice.dimension;
    const bool is_place = kind == model::Dimension::territory || kind == model::Dimension::residence;
    const bool is_below = code.find('.') != std::string::npos || (!code.empty() && code[0] == '0');
    if (is_place && is_below) return false;
  }
  return true;
}

bool is_stock(const aggregate::PlannedTable& plan) { return !aggregate::is_flow(plan.table.definition); }

/// Stocks from Ambito up, published against what would be published if nobody waited, or against the facts.
Exactness compare(const std::vector<aggregate::PlannedTable>& published,
                  const std::vector<aggregate::PlannedTable>& truth, const std::vector<std::uint8_t>& hidden,
                  const std::vector<std::uint8_t>& hidden_before) {
  Exactness out;
  std::vector<double> errors;
  std::size_t cell = 0, exact = 0;
  for (std::size_t table = 0; table < published.size(); ++table) {
    for (std::size_t place = 0; place < published[table].cells; ++place, ++cell) {
      const auto shown = published[table].table.cells[place].value;
      const auto real = truth[table].table.cells[place].value;
      if (!is_stock(published[table]) || !is_above_comune(published[table], place)) continue;
      if (shown == 0 && real == 0) continue;
      ++out.cells;
      if (hidden[cell] != 0) {
        ++out.hidden;
        if (!hidden_before.empty() && hidden_before[cell] == 0) ++out.shown_before_hidden_now;
        continue;
      }
      exact += shown == real ? 1U : 0U;
      errors.push_back(static_cast<double>(std::llabs(shown - real)) /
                       static_cast<double>(std::max<std::int64_t>(real, 1)));
    }
  }
  std::sort(errors.begin(), errors.end());
  if (errors.empty()) return out;
  out.exact = static_cast<double>(exact) / static_cast<double>(errors.size());
  out.error = errors[errors.size() * 95 / 100];
  return out;
}

std::vector<model::Period> periods_of(const Wishes& wishes) {
  const auto periodicity = *model::parse_periodicity(wishes.periodicity);
  std::vector<model::Period> out;
  const auto add = [&](const std::string& code) { out.push_back(*model::parse_period(code, periodicity)); };
  for (int year = wishes.order.first_year; year < wishes.order.first_year + wishes.order.years; ++year) {
    const auto name = std::to_string(year);
    if (periodicity == model::Periodicity::year) add(name);
    for (int i = 1; i <= 4 && periodicity == model::Periodicity::quarter; ++i)
      add(name + "-Q" + std::to_string(i));
    for (int i = 1; i <= 12 && periodicity == model::Periodicity::month; ++i)
      add(name + (i < 10 ? "-0" : "-") + std::to_string(i));
  }
  return out;
}

double since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::size_t in_charge(const std::vector<aggregate::PlannedTable>& plans) {
  std::int64_t most = 0;
  for (const auto& plan : plans) {
    if (plan.table.definition.id == "persons-by-ambito-sex-age") most = plan.table.cells.front().value;
  }
  return static_cast<std::size_t>(std::max<std::int64_t>(most, 1));
}

/// The catalogue as it is counted; Comuni by area in fixed groups, as rule 7 asks, or left out.
std::vector<model::ExtractDefinition> catalogue_of(const Wishes& wishes,
                                                   const std::filesystem::path& folder) {
  auto catalogue = aggregate::on_published_clock(aggregate::load_catalogue(folder).value());
  for (auto& definition : catalogue) {
    if (aggregate::is_rate(definition.measure)) definition.measure = model::Measure::persons;
  }
  std::erase_if(catalogue, [&](const auto& definition) {
    return wishes.comuni == "none" &&
           std::any_of(definition.by.begin(), definition.by.end(), [](const auto& by) {
             return by.dimension == model::Dimension::territory && by.level < model::TerritoryLevel::ambito;
           });
  });
  return catalogue;
}

void measure(const Wishes& wishes) {
  const std::filesystem::path root = RACCORDO_SOURCE_DIR;
  const auto scheme = mapping::load_scheme(root / "mappings/scheme").value();
  const auto catalogue = catalogue_of(wishes, root / "mappings/extracts");
  const synth::Workshop workshop(root / "mappings", root / "tests/synth/data");
  const synth::Careers careers(workshop, wishes.order);
  aggregate::PublishedRegister published;
  std::vector<std::uint8_t> hidden_before;
  std::printf(
      "seed %llu: period persons seats groups returned partly share exact error95 exact_by_date "
      "error95_by_date "
      "cells hidden newly seconds "
      "states\n",
      static_cast<unsigned long long>(wishes.order.seed));
  for (const auto& period : periods_of(wishes)) {
    const auto facts = careers.known_on(period.last);
    auto begin = std::chrono::steady_clock::now();
    auto plans = aggregate::plan_tables(catalogue, scheme, period).value();
    aggregate::WatchList watched(plans);
    auto next = aggregate::plan_next(published, facts, plans, watched, {wishes.k, 10}, "bench");
    const auto planned = since(begin);
    auto truth = plans, at_once = plans;
    const std::vector<aggregate::MoveStep> all(next.proposal.choices.size(), aggregate::MoveStep::whole);
    aggregate::count_planned(at_once, aggregate::facts_of({next.proposal, {all, {}, 0, 0}}, period));
    begin = std::chrono::steady_clock::now();
    aggregate::count_planned(plans, aggregate::facts_of(next, period));
    auto hidden = aggregate::small_cells(plans, wishes.k);
    aggregate::hide_not_ready(published, next, watched, hidden);
    const auto returned = next.moves.returned, partly = next.moves.partly;
    aggregate::add_release(published, std::move(next), {period.code, period.code, false, {}}, watched, hidden,
                           wishes.compared);
    const auto seconds = planned + since(begin);
    aggregate::count_planned(truth, facts);
    const auto found = compare(plans, at_once, hidden, hidden_before);
    const auto of_truth = compare(plans, truth, hidden, hidden_before);
    std::size_t states = 0;
    for (const auto& seat : published.seats) states += seat.states.size();
    std::printf("%s %zu %zu %zu %zu %zu %.2f%% %.1f%% %.2f%% %.1f%% %.2f%% %zu %zu %zu %.2f %zu\n",
                period.code.c_str(), in_charge(truth), published.seats.size(), watched.groups().size(),
                returned, partly,
                100.0 * static_cast<double>(returned) / static_cast<double>(in_charge(truth)),
                100 * found.exact, 100 * found.error, 100 * of_truth.exact, 100 * of_truth.error, found.cells,
                found.hidden, found.shown_before_hidden_now, seconds, states);
    std::fflush(stdout);
    hidden_before = std::move(hidden);
  }
}

}  // namespace
}  // namespace raccordo::bench

int main(int count, char** arguments) {
  CLI::App app{"Measures who waits in the published register, and how exact it is"};
  raccordo::bench::Wishes wishes;
  app.add_option("--persons", wishes.order.persons, "Careers (default: 60,000)");
  app.add_option("--years", wishes.order.years, "Years (default: 5)");
  app.add_option("--seed", wishes.order.seed, "Another seed, other careers");
  app.add_option("--periodicity", wishes.periodicity, "year, quarter or month")
      ->check(CLI::IsMember({"year", "quarter", "month"}));
  app.add_option("--comuni", wishes.comuni, "Tables below Ambito: in fixed groups, or none")
      ->check(CLI::IsMember({"groups", "none"}));
  app.add_option("--compared", wishes.compared, "Earlier releases compared one by one (2 to 24)");
  app.add_option("-k", wishes.k, "Least number of persons");
  CLI11_PARSE(app, count, arguments);
  try {
    raccordo::bench::measure(wishes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "published_bench: %s\n", error.what());
    return 1;
  }
}
