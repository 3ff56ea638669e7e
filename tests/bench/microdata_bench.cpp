// Makes a synthetic register from a release of an invented province: seconds, the fit of every table, and how
// far tables that nobody published are from the truth, as docs/microdata.en.md shows it.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

#include "aggregate/make/making.hpp"
#include "invented_facts.hpp"
#include "mapping/scheme_file.hpp"
#include "support/counted_tables.hpp"
#include "synthetic/microdata.hpp"
#include "unit/aggregate/small_register.hpp"
#include "unit/synthetic/read_back.hpp"
#include "unit/synthetic_province/unpublished.hpp"

namespace raccordo::bench {
namespace {

struct Wishes {
  Invention invention{"published", 0, 1, 2017};
  std::filesystem::path source = RACCORDO_SOURCE_DIR;
  int k = 5;
  bool print_missed = false;
  std::uint64_t microdata_seed = 1;
};

aggregate::Release make_release(const Wishes& wishes, const model::FactSet& facts,
                                const model::Scheme& scheme) {
  const auto catalogue = aggregate::load_catalogue(wishes.source / "mappings/extracts");
  if (!catalogue) throw std::runtime_error("the catalogue is faulty: raccordo check");
  aggregate::ReleaseRequest request;
  request.id = "01JDMICRODATA";
  request.period =
      model::parse_period(std::to_string(wishes.invention.year), model::Periodicity::year).value();
  request.rules.k = wishes.k;
  request.key = std::string(32, 'k');
  auto proven = aggregate::make_proven_release(facts, *catalogue, scheme, request);
  if (!proven) throw std::runtime_error(proven.error().message);
  return std::move(proven->release);
}

/// Shown cells of tables of persons that the register does not give.
void print_missed(const aggregate::Release& release, const model::FactSet& drawn, const model::Scheme& scheme,
                  int year) {
  for (const auto& table : release.tables()) {
    const auto& definition = table.definition();
    if (definition.measure != model::Measure::persons || definition.when != model::When::active_during)
      continue;
    const auto counted = tests::count_tables(drawn, {definition}, scheme, tests::year(year)).value().front();
    for (std::size_t cell = 0; cell < table.cells().size(); ++cell) {
      const auto& shown = table.cells()[cell];
      if (shown.hidden || shown.value == counted.cells[cell].value) continue;
      std::printf("%s", definition.id.c_str());
      auto stride = table.cells().size();
      auto rest = cell;
      for (const auto& dimension : table.dimensions()) {
        stride /= dimension.categories.size();
        std::printf(" %s", dimension.categories[rest / stride].code.c_str());
        rest %= stride;
      }
      std::printf(": %lld is %lld\n", static_cast<long long>(shown.value),
                  static_cast<long long>(counted.cells[cell].value));
    }
  }
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int run(const Wishes& wishes) {
  const auto mappings = wishes.source / "mappings";
  const auto facts = invent_facts(wishes.invention, mappings, wishes.source / "tests/synth/data");
  const auto scheme = mapping::load_scheme(mappings / "scheme");
  if (!scheme) throw std::runtime_error("the scheme is faulty: raccordo check");
  const auto release = make_release(wishes, facts, *scheme);
  const auto start = std::chrono::steady_clock::now();
  const auto made = synthetic::make_microdata(release, wishes.microdata_seed);
  if (!made) throw std::runtime_error(made.error().message);
  std::printf("%zu persons in %.1f s\n\n", made->persons, seconds_since(start));
  std::fputs(synthetic::fit_text(made->fit).c_str(), stdout);
  const auto missed = synthetic::shortfall_of(made->fit);
  std::printf("\n%zu shown counts of persons from Ambito up missed, by %lld persons\n\n", missed.cells,
              static_cast<long long>(missed.persons));
  const auto drawn = tests::facts_of(*made, *scheme);
  if (wishes.print_missed) print_missed(release, drawn, *scheme, wishes.invention.year);
  std::printf("| table that nobody published | persons elsewhere than in truth |\n|---|---|\n");
  for (const auto& [table, percent] : tests::compare_unpublished(facts, drawn, *scheme))
    std::printf("| %s | %d %% |\n", table.c_str(), percent);
  return 0;
}

}  // namespace
}  // namespace raccordo::bench

int main(int argc, char** argv) {
  raccordo::bench::Wishes wishes;
  CLI::App app("Makes a synthetic register from a release of an invented province and prints its fit.");
  app.add_option("--set", wishes.invention.set, "published or ambito")->capture_default_str();
  app.add_option("--persons", wishes.invention.persons, "About how many; set ambito only");
  app.add_option("--invention-seed", wishes.invention.seed, "Of the province")->capture_default_str();
  app.add_option("--seed", wishes.microdata_seed, "Of the register")->capture_default_str();
  app.add_flag("--missed", wishes.print_missed, "Print shown counts of persons that do not come out");
  app.add_option("--k", wishes.k, "Smallest shown count")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return raccordo::bench::run(wishes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
