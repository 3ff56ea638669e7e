// raccordo-synth: writes an invented province of case files, and their expected results.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "synth/sets.hpp"

namespace {

using namespace raccordo::synth;

struct Wishes {
  Order order;
  std::string set = "ambito", source, format;
  std::uint64_t bytes = 1'000'000'000;
  std::filesystem::path mappings = std::filesystem::path(RACCORDO_SOURCE_DIR) / "mappings";
  std::filesystem::path data = std::filesystem::path(RACCORDO_SOURCE_DIR) / "tests/synth/data";
};

void describe(CLI::App& app, Wishes& wishes) {
  app.add_option("--out", wishes.order.out,
                 "Folder to write into; with --big a file, or - for standard output")
      ->required();
  app.add_option("--set", wishes.set,
                 "ambito: cases by Ambito as published (40,125); published: persons by area and typology as "
                 "published; equal: the same cases in every format")
      ->check(CLI::IsMember({"ambito", "published", "equal"}));
  app.add_option("--seed", wishes.order.seed, "The same seed gives the same bytes");
  app.add_option("--cases", wishes.order.cases, "How many cases (sets ambito and equal)")
      ->check(CLI::PositiveNumber);
  app.add_option("--defects", wishes.order.defects, "Share of further, faulty records, e.g. 0.02")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--reports", wishes.order.reports,
                 "How many reports of needs two third-sector bodies send as well (set ambito)")
      ->check(CLI::Range(0, 100'000));
  app.add_flag("--asst", wishes.order.has_asst,
               "A sociosanitary body (ASST) sends cases as FHIR Bundles as well (set ambito)");
  app.add_option("--year", wishes.order.year, "Cases are registered by its last day")
      ->check(CLI::Range(2017, 2025));
  app.add_option("--source", wishes.source, "Write this system's documents alone")
      ->check(CLI::IsMember({"health-portal", "isola-bergamasca", "bergamo", "treviglio"}));
  app.add_option("--big", wishes.format, "Write one long stream: xml, json, ndjson or csv")
      ->check(CLI::IsMember({"xml", "json", "ndjson", "csv"}));
  app.add_option("--bytes", wishes.bytes, "Length of that stream (--big), about");
  app.add_option("--mappings", wishes.mappings, "Mapping tables to write the systems' codes by")
      ->check(CLI::ExistingDirectory);
  app.add_option("--data", wishes.data, "The published figures")->check(CLI::ExistingDirectory);
}

void run(Wishes& wishes) {
  Workshop workshop(wishes.mappings, wishes.data);
  for (const System system : kSystems) {
    if (wishes.source == to_string(system)) wishes.order.only = system;
  }
  if (!wishes.format.empty()) {
    static const std::map<std::string, BigFormat> formats = {{"xml", BigFormat::xml},
                                                             {"json", BigFormat::json},
                                                             {"ndjson", BigFormat::ndjson},
                                                             {"csv", BigFormat::csv}};
    const auto records = write_big(workshop, formats.at(wishes.format), wishes.bytes, wishes.order);
    std::cerr << records << " records\n";
    return;
  }
  const Truth truth = wishes.set == "published" ? write_published_set(workshop, wishes.order)
                      : wishes.set == "equal"   ? write_equal_set(workshop, wishes.order)
                                                : write_ambito_set(workshop, wishes.order);
  std::cerr << truth.cases() << " cases of " << truth.persons() << " persons, " << truth.defects()
            << " faulty records, in " << wishes.order.out.string() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Writes the documents of four municipal systems with invented people, and the truth beside"};
  Wishes wishes;
  describe(app, wishes);
  try {
    app.parse(argc, argv);
    run(wishes);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "raccordo-synth: " << error.what() << '\n';
    return 1;
  }
}
