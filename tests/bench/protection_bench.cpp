// Measures the protection of a catalogue as make_proven_release does it, over the cases of a store or of an
// invented province of any size: seconds of each part, of clock and of processor, and the hidden share of
// every table and level. `--json` writes the figures to a file.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "aggregate/audit/audit.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/make/seated.hpp"
#include "aggregate/suppress/suppression.hpp"
#include "invented_facts.hpp"
#include "mapping/scheme_file.hpp"
#include "protection_report.hpp"
#include "store/interface/case_store.hpp"
#include "store/open/open_store.hpp"

namespace raccordo::bench {
namespace {

struct Wishes {
  std::string store, json, key = "bench", period = "2017";
  Invention invention;
  std::filesystem::path source = RACCORDO_SOURCE_DIR;
  std::filesystem::path mappings = source / "mappings";
  int k = 5;
  bool reasons = false;
};

struct Stage {
  const char* name = "";
  double wall = 0, processor = 0;  ///< seconds; of the processor, all threads together
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

/// Runs one part and notes what it took.
class Watch {
 public:
  template <class Work>
  auto time(const char* name, Work work) {
    const Stage begin = now();
    auto result = work();
    const Stage end = now();
    stages_.push_back({name, end.wall - begin.wall, end.processor - begin.processor});
    return result;
  }
  const std::vector<Stage>& stages() const { return stages_; }

 private:
  static Stage now() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto wall = std::chrono::steady_clock::now().time_since_epoch();
    return {"", std::chrono::duration<double>(wall).count(),
            seconds(usage.ru_utime) + seconds(usage.ru_stime)};
  }
  std::vector<Stage> stages_;
};

void write_json(std::ostream& out, const std::vector<Stage>& stages, const model::FactSet& facts,
                std::size_t certificates, const std::vector<TableShares>& shares) {
  out << R"({"persons":)" << facts.persons.size() << R"(,"cases":)" << facts.cases.size()
      << R"(,"certificates":)" << certificates << R"(,"seconds":{)";
  for (const auto& stage : stages) {
    out << (&stage == stages.data() ? "" : ",") << '"' << stage.name << R"(":{"wall":)" << stage.wall
        << R"(,"processor":)" << stage.processor << '}';
  }
  out << R"(},"shares":[)";
  for (const auto& row : shares) {
    out << (&row == shares.data() ? "" : ",") << R"({"table":")" << row.table << '"';
    for (const auto& [level, share] : {std::pair{"ambito_and_above", row.above}, {"below", row.below}}) {
      out << ",\"" << level << R"(":{"cells":)" << share.cells << R"(,"not_zero":)" << share.not_zero
          << R"(,"sensitive":)" << share.sensitive << R"(,"hidden":)" << share.hidden << R"(,"zeros_hidden":)"
          << share.zeros_hidden << '}';
    }
    out << '}';
  }
  out << "]}\n";
}

model::FactSet load(const Wishes& wishes) {
  if (!wishes.store.empty()) return store::open_store({wishes.store})->snapshot();
  return invent_facts(wishes.invention, wishes.mappings, wishes.source / "tests/synth/data");
}

int measure(const Wishes& wishes) {
  const auto given = load(wishes);
  const auto scheme = mapping::load_scheme(wishes.mappings / "scheme").value();
  const auto catalogue = aggregate::load_catalogue(wishes.mappings / "extracts").value();
  const auto period = model::parse_period(wishes.period, model::Periodicity::year).value();
  const aggregate::Rules rules{wishes.k, 10};
  const std::vector<aggregate::Layer> layers{{"", period, rules, catalogue, scheme, {}, {}, "", 0, true, {}}};
  Watch watch;
  auto plans = aggregate::plan_layers(layers).value();
  const auto facts = watch.time("seats", [&] {
    aggregate::Evidence none;
    return aggregate::Seated::take(none, given, plans, layers.front(), wishes.key).value().facts();
  });
  watch.time("count", [&] {
    aggregate::count_layers(plans, facts, {});
    return 0;
  });
  const aggregate::LayeredRegister joint{facts, {}, layers, {}};
  const auto protection =
      watch.time("protect", [&] { return aggregate::suppress(plans, joint, wishes.key); });
  const auto wrong = watch.time("audit", [&] { return aggregate::audit(plans, joint, protection); });
  std::printf("%zu persons, %zu cases, %zu certificates\n", facts.persons.size(), facts.cases.size(),
              protection.certificates.size());
  for (const auto& stage : watch.stages())
    std::printf("%-10s %8.3f s, processor %8.3f s\n", stage.name, stage.wall, stage.processor);
  const auto shares = count_shares(plans, protection, rules);
  print_shares(shares);
  if (wishes.reasons) print_reasons(plans, protection, facts);
  if (!wishes.json.empty()) {
    std::ofstream out(wishes.json);
    write_json(out, watch.stages(), facts, protection.certificates.size(), shares);
  }
  if (wrong) std::printf("%s\n", wrong->message.c_str());
  return wrong ? 1 : 0;
}

}  // namespace
}  // namespace raccordo::bench

int main(int count, char** arguments) {
  CLI::App app{"Measures the protection of the shipped catalogue"};
  raccordo::bench::Wishes wishes;
  app.add_option("--store", wishes.store, "Cases of this store")->check(CLI::ExistingFile);
  app.add_option("--persons", wishes.invention.persons, "Invent about so many persons (default: 39,089)");
  app.add_option("--set", wishes.invention.set, "Which province to invent")
      ->check(CLI::IsMember({"ambito", "published"}));
  app.add_flag("--asst", wishes.invention.has_asst, "A sociosanitary body (ASST) has cases, too");
  app.add_option("--seed", wishes.invention.seed, "Another seed, another province");
  app.add_option("--key", wishes.key, "Another key, other choices");
  app.add_option("--mappings", wishes.mappings, "Scheme and extracts")->check(CLI::ExistingDirectory);
  app.add_option("--period", wishes.period, "A year");
  app.add_option("-k", wishes.k, "Least number of persons");
  app.add_flag("--reasons", wishes.reasons, "Name every hidden cell and what it is hidden for");
  app.add_option("--json", wishes.json, "Write the figures to this file");
  CLI11_PARSE(app, count, arguments);
  try {
    return raccordo::bench::measure(wishes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "protection_bench: %s\n", error.what());
    return 1;
  }
}
