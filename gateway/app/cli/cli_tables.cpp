#include "app/cli/cli_tables.hpp"

#include <CLI/CLI.hpp>
#include <limits>

#include "app/cli/usage_fault.hpp"

namespace raccordo::app {
namespace {

/// Adds one verb after the other to the group.
class TableVerbs {
 public:
  TableVerbs(CLI::App& group, TablesOptions& options, const VerbMaker& make)
      : group_(group), options_(options), make_(make) {}

  CLI::App* add(const std::string& name, const std::string& help) {
    auto* verb = make_.add(group_, name, help);
    make_.act(verb, [&options = options_, name](const Config& config, Output output) {
      options.verb = name;
      return run_tables(config, options, output);
    });
    return verb;
  }

  /// A verb on one table, such as bergamo/intervention.
  CLI::App* add_for_table(const std::string& name, const std::string& help) {
    auto* verb = add(name, help);
    verb->add_option("table", options_.table, "The table as SOURCE/TABLE, e.g. bergamo/intervention")
        ->required();
    return verb;
  }

  void add_version(CLI::App* verb, const std::string& help) {
    verb->add_option("--version", options_.version, help)
        ->check(whole_number(1, std::numeric_limits<std::int32_t>::max()));
  }

  /// A step of the open version.
  void add_step(const std::string& name, const std::string& help) {
    auto* verb = add_for_table(name, help);
    add_version(verb, "The version; left out: the open one");
    verb->add_option("--reason", options_.reason, "Why; kept with the version and in the audit trail");
  }

 private:
  CLI::App& group_;
  TablesOptions& options_;
  const VerbMaker& make_;
};

void add_format(CLI::App* verb, TablesOptions& options, const std::string& help) {
  verb->add_option("--format", options.format, help)
      ->check(one_of({"csv", "concept-map"}))
      ->capture_default_str();
}

/// Verbs that activate a version.
void add_force_verbs(TableVerbs& verbs, TablesOptions& options) {
  auto* activate =
      verbs.add_for_table("activate", "Put an APPROVED version in force; shows first what it does, and asks");
  verbs.add_version(activate, "The version; left out: the open one");
  activate->add_option("--reason", options.reason, "Why; needed with --force");
  activate->add_flag("--force", options.force, "Also if stored records hold codes that no longer map");
  activate->add_flag("--yes", options.yes, "Do not ask, for scripts");
  auto* rollback = verbs.add_for_table("rollback", "Put an earlier version in force again");
  rollback->add_option("--version", options.version, "The version")
      ->check(whole_number(1, std::numeric_limits<std::int32_t>::max()))
      ->required();
  rollback->add_option("--reason", options.reason, "Why; kept in the audit trail")->required();
  rollback->add_flag("--force", options.force, "Also if stored records hold codes that no longer map");
}

}  // namespace

void add_table_verbs(CLI::App& group, TablesOptions& options, const VerbMaker& make) {
  TableVerbs verbs(group, options, make);
  verbs.add("list", "All tables with the version in force and the open one")
      ->add_option("table", options.table, "Only this source, or all versions of SOURCE/TABLE");
  verbs.add("status", "Compares the files of mappings/ with the versions in force")
      ->add_option("table", options.table, "Only this source, or SOURCE/TABLE");

  auto* diff = verbs.add_for_table("diff", "What changes from one version of a table to another, row by row");
  auto* newer = diff->add_option("--version", options.version,
                                 "The newer one; left out: the open version, else the file of mappings/")
                    ->check(whole_number(1, std::numeric_limits<std::int32_t>::max()));
  diff->add_option("--against", options.against, "The older one; left out: the version in force")
      ->check(whole_number(1, std::numeric_limits<std::int32_t>::max()));
  diff->add_option("--file", options.file, "The newer one is this file")->excludes(newer);

  auto* impact = verbs.add_for_table(
      "impact", "What a version would do to waiting and stored records if it came into force now");
  verbs.add_version(impact, "The version; left out: the open one");

  auto* test =
      verbs.add("test", "Run the examples beside the tables of a source; exit 1 with the differences");
  test->add_option("table", options.table,
                   "SOURCE: with the files of mappings/; SOURCE/TABLE: that table, the others as in force")
      ->required();
  auto* tested =
      test->add_option("--version", options.version,
                       "This version of the table; left out: the open one, else the file of mappings/")
          ->check(whole_number(1, std::numeric_limits<std::int32_t>::max()));
  test->add_option("--file", options.file, "Take this file in place of a version")->excludes(tested);
  test->add_flag(
      "--accept", options.accept,
      "Write the present results of the examples as the expected ones; check the differences first");

  auto* import = verbs.add("import", "Make a file the open DRAFT of its table");
  import->add_option("table", options.table, "SOURCE/TABLE, or SOURCE: all files that differ")->required();
  import->add_option("file", options.file, "The file; left out: that of mappings/");
  add_format(import, options, "Form of the file: csv, or concept-map (FHIR R4)");
  import->add_option("--reason", options.reason, "Why; kept with the version and in the audit trail");
  import->add_flag(
      "--replace", options.replace,
      "Also in place of an open version that others edited or that is under review; needs --reason");

  auto* exported = verbs.add_for_table("export", "Write a version of a table to a file");
  add_format(exported, options, "Form of the file: csv, or concept-map (FHIR R4)");
  verbs.add_version(exported, "The version; left out: the open one, else the one in force");
  auto* out = exported->add_option("--out", options.out, "The file to write; - is standard output");
  exported->add_flag("--force", options.force, "Replace a file that has other content");
  exported->add_flag("--to-mappings", options.to_mappings, "Write the table's own file of mappings/")
      ->excludes(out);

  verbs.add_step("submit", "Submit a DRAFT for review");
  verbs.add_step("approve", "Approve a version under review that others have edited");
  verbs.add_step("send-back", "Send a version under review or approved back to its author, as a DRAFT");
  verbs.add_step("discard", "Discard an open version");

  add_force_verbs(verbs, options);
}

}  // namespace raccordo::app
