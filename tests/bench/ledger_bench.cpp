// Releases of an invented province year after year, each made with all earlier ones: time, size of the
// evidence and share of hidden cells as a ledger grows. The digest of the evidence shows whether two builds
// make the same choices.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <optional>

#include "aggregate/make/making.hpp"
#include "aggregate/release/rates.hpp"
#include "base/digest.hpp"
#include "invented_facts.hpp"
#include "mapping/scheme_file.hpp"

namespace raccordo::bench {
namespace {

constexpr double kOneInLeaving = 25;

struct Wishes {
  Invention invention;
  std::filesystem::path source = RACCORDO_SOURCE_DIR;
  int layers = 3;
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

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int measure(const Wishes& wishes) {
  const auto mappings = wishes.source / "mappings";
  const auto all = invent_facts(wishes.invention, mappings, wishes.source / "tests/synth/data");
  const auto scheme = mapping::load_scheme(mappings / "scheme").value();
  const auto catalogue = aggregate::load_catalogue(mappings / "extracts").value();
  std::optional<aggregate::Evidence> evidence;
  for (int year = wishes.invention.year - wishes.layers + 1; year <= wishes.invention.year; ++year) {
    const auto facts = until(all, year, wishes.invention.year);
    aggregate::ReleaseRequest request;
    request.id = "R" + std::to_string(year);
    request.period = model::parse_period(std::to_string(year), model::Periodicity::year).value();
    request.key = std::string(32, 'k');
    const double start = now();
    const auto made = aggregate::make_proven_release(
        facts, aggregate::catalogue_of_period(catalogue, scheme, request.period), scheme, request,
        evidence ? &*evidence : nullptr);
    const double made_at = now();
    if (!made) {
      std::printf("%d: %zu cases, %.1f s: refused: %s\n", year, facts.cases.size(), made_at - start,
                  made.error().message.c_str());
      continue;
    }
    evidence = aggregate::read_evidence(made->evidence).value();
    std::size_t differences = 0;
    for (const auto& certificate : evidence->certificates)
      differences += certificate.older != aggregate::kNoCell ? 1 : 0;
    std::printf(
        "%d: %zu cases, %.1f s; %zu certificates, %zu of differences; evidence of %zu KB, digest %s\n", year,
        facts.cases.size(), made_at - start, evidence->certificates.size(), differences,
        made->evidence.size() / 1024, base::sha256_hex(made->evidence).c_str());
    for (const auto& table : made->release.summaries()) {
      std::printf("  %-36s %6zu cells %6zu hidden%s\n", table.id.c_str(), table.cells, table.hidden,
                  made->release.metadata().find("withheld") != std::string::npos ? " (some withheld)" : "");
    }
    std::fflush(stdout);
  }
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
  app.add_option("--seed", wishes.invention.seed, "Another seed, another province");
  app.add_option("--layers", wishes.layers, "So many years");
  CLI11_PARSE(app, count, arguments);
  try {
    return raccordo::bench::measure(wishes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ledger_bench: %s\n", error.what());
    return 1;
  }
}
