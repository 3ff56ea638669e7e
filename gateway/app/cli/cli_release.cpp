#include "app/cli/cli_release.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>

#include "app/cli/usage_fault.hpp"

namespace raccordo::app {
namespace {

constexpr const char* kForce = "Replace files that have other content";

}  // namespace

void add_release_verbs(CLI::App& group, ReleaseOptions& options, const VerbMaker& make) {
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = make.add(group, name, help);
    make.act(verb, [&options, name](const Config& config, Output output) {
      options.verb = name;
      return run_release(config, options, output);
    });
    return verb;
  };
  auto* create = add("create", "Compute and protect all tables of the catalogue for one period");
  create->add_option("--period", options.period, "2017, 2017-Q4 or 2017-12, as release.periodicity says")
      ->required();
  create->add_option("--note", options.note, "A note kept with the release");
  add("list", "List the releases, newest first");
  add("show", "What one release holds, hides and guarantees")
      ->add_option("id", options.id, "The release")
      ->required();
  add("verify",
      "Recheck a stored release from the store alone: digests, metadata, cells and rules; exit 1 if anything "
      "was changed, with the table and the cell")
      ->add_option("id", options.id, "The release")
      ->required();
  auto* exported = add("export", "Write every table of a release to files");
  exported->add_option("id", options.id, "The release")->required();
  exported->add_option("--format", options.format, "Form of the files")
      ->check(one_of({"csv", "sdmx-csv", "json-stat", "xlsx"}))
      ->capture_default_str();
  exported->add_option("--out", options.out, "Folder to write to")->required();
  exported->add_flag("--force", options.force, kForce);
  auto* report = add("report", "Write the yearly report of a release: one HTML document to read and print");
  report->add_option("id", options.id, "The release")->required();
  report->add_option("--before", options.before, "A release of an earlier period to compare with");
  report->add_option("--language", options.language, "Language of the report")
      ->check(one_of({"it", "en"}))
      ->capture_default_str();
  report->add_option("--out", options.out, "File to write")->required();
  report->add_flag("--force", options.force, kForce);
  auto* microdata =
      add("microdata",
          "Write a synthetic register of invented persons, drawn from the published numbers of a "
          "release alone, and print how near its tables are");
  microdata->add_option("id", options.id, "The release")->required();
  microdata->add_option("--seed", options.seed, "The same release and seed give the same files")
      ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()))
      ->capture_default_str();
  microdata->add_option("--out", options.out, "Folder to write; there must be none yet, or an empty one")
      ->required();
  microdata->add_flag("--force", options.force, "Replace the folder if it has files of such a register only");
}

}  // namespace raccordo::app
