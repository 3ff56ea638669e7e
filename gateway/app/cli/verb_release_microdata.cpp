#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/faults.hpp"
#include "app/cli/new_folder.hpp"
#include "app/cli/release_verbs.hpp"
#include "app/releases/publish.hpp"
#include "base/json.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"
#include "synthetic/microdata.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

void put_fit(base::JsonWriter& writer, const std::vector<synthetic::FitRow>& fit) {
  base::key(writer, "fit");
  writer.StartArray();
  for (const auto& row : fit) {
    writer.StartObject();
    base::put(writer, "table", row.table);
    base::put(writer, "measure", to_string(row.measure));
    if (row.not_compared.empty()) {
      base::put(writer, "level", synthetic::level_text(row));
      base::put_number(writer, "shown", row.shown);
      base::put_number(writer, "exact", row.exact);
      base::put(writer, "largest", synthetic::distance_text(row.measure, row.largest));
      base::put(writer, "mean", synthetic::mean_text(row));
    } else {
      base::put(writer, "not_compared", row.not_compared);
    }
    writer.EndObject();
  }
  writer.EndArray();
}

void print(const store::ReleaseRow& row, const ReleaseOptions& options, const synthetic::Microdata& made,
           Output output) {
  if (output == Output::text) {
    std::cout << "Synthetic register of release " << row.id << " (seed " << options.seed
              << "): " << made.persons << " invented persons.\n\n"
              << synthetic::fit_text(made.fit) << '\n';
    for (const auto& file : made.files) std::cout << (fs::path(options.out) / file.name).string() << '\n';
    return;
  }
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", row.id);
  base::put(writer, "digest", row.digest);
  base::put_number(writer, "seed", options.seed);
  base::put_number(writer, "persons", made.persons);
  base::key(writer, "files");
  writer.StartArray();
  for (const auto& file : made.files) base::text(writer, (fs::path(options.out) / file.name).string());
  writer.EndArray();
  const auto missed = synthetic::shortfall_of(made.fit);
  base::put_number(writer, "missed_cells", missed.cells);
  base::put_number(writer, "missed_persons", missed.persons);
  put_fit(writer, made.fit);
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
}

/// The exit code: that of an inexact register if a count that must come out does not.
int report_shortfall(const std::vector<synthetic::FitRow>& fit) {
  const auto missed = synthetic::shortfall_of(fit);
  if (missed.cells == 0) return 0;
  std::cerr
      << "raccordo: " << missed.cells
      << " shown counts of persons from Ambito up do not come out; together they miss " << missed.persons
      << " persons (fit.csv has them by table); try another --seed, or say so where the register is used\n";
  return kInexactRegister;
}

}  // namespace

int write_microdata(const Config& config, const ReleaseOptions& options, Output output) {
  if (!store::store_exists(config.place()))
    return report_failure("not-found", "there is no store " + config.place().shown(), output);
  const auto store = store::open_store({config.place()});
  const auto row = store->release(options.id);
  if (!row || row->state != "DONE")
    return report_failure("not-found", "no finished release " + options.id, output);
  const std::vector<std::string> names(synthetic::kMicrodataFiles.begin(), synthetic::kMicrodataFiles.end());
  const auto existing = options.force ? Existing::replaced : Existing::kept;
  // Before the register is made, which takes a while.
  if (const auto fault = new_folder_fault(options.out, names, existing); !fault.empty())
    return report_failure("failed", fault, output);
  const auto made = synthetic::make_microdata(open_release(*row), options.seed);
  if (!made) return report_failure("failed", made.error().message, output);
  NewFiles files;
  for (const auto& file : made->files) files.emplace_back(file.name, file.content);
  if (const auto fault = write_new_folder(options.out, files, names, existing); !fault.empty())
    return report_failure("failed", fault, output);
  print(*row, options, *made, output);
  return report_shortfall(made->fit);
}

}  // namespace raccordo::app
