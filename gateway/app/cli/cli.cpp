#include "app/cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/cli_submissions.hpp"
#include "app/cli/cli_tables.hpp"
#include "app/cli/faults.hpp"

namespace raccordo::app {
namespace {

/// Options shared by all verbs and what to do once they are parsed.
struct CommandLine {
  std::string config_file = "raccordo.yaml";
  bool json = false;
  Serve run_serve = nullptr;
  ServeOptions serve;
  DecodeOptions decode;
  ImportOptions import;
  ReleaseOptions release;
  QuarantineOptions quarantine;
  SubmissionsOptions submissions;
  ProcessBodyOptions process_body;
  TablesOptions tables;
  AuditOptions audit;
  std::function<int()> action;

  Output output() const { return json ? Output::json : Output::text; }

  /// Runs a verb that needs the configuration.
  int with_config(const std::function<int(const Config&)>& verb) const {
    const auto config = load_config(config_file);
    if (!config) return report_faults(config.error(), output());
    return verb(*config);
  }
};

/// These may stand before or behind any word of a verb.
void add_common_options(CLI::App& app, CommandLine& line) {
  app.add_option("--config", line.config_file, "The configuration file")->capture_default_str();
  app.add_flag("--json", line.json,
               "Print one JSON object on standard output; messages go to standard error");
}

CLI::App* add_verb(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& help) {
  auto* verb = parent.add_subcommand(name, help);
  add_common_options(*verb, line);
  return verb;
}

/// A word that begins several verbs, such as `release`.
CLI::App* add_group(CLI::App& app, CommandLine& line, const std::string& name, const std::string& help) {
  auto* group = add_verb(app, line, name, help);
  group->require_subcommand(1);
  return group;
}

void act(CLI::App* verb, CommandLine& line, std::function<int(const Config&)> action) {
  verb->callback([&line, action = std::move(action)] {
    line.action = [&line, action] { return line.with_config(action); };
  });
}

void add_main_verbs(CLI::App& app, CommandLine& line) {
  auto* serve =
      add_verb(app, line, "serve",
               "Run the gateway. SIGTERM drains and stops, a second one ends at once; SIGHUP re-reads "
               "certificates, CRL, clients, profiles, scheme and extracts");
  serve->add_flag(
      "--accept-clock", line.serve.accept_clock,
      "The clock is right although it is days ahead of all that is stored (the gateway was off): delete "
      "for age again");
  serve->add_option("--new-store", line.serve.new_store,
                    "Begin an empty store where one was; the reason is audited");
  serve->add_option(
      "--accept-older-store", line.serve.accept_older_store,
      "Go on with an older or another store than the one that was there; the reason is audited");
  act(serve, line, [&line](const Config& config) { return line.run_serve(config, line.serve); });

  auto* check = add_verb(app, line, "check",
                         "Load everything an administrator writes and run the examples; print ALL faults as "
                         "file:line: what is wrong, what to do");
  check->callback([&line] { line.action = [&line] { return run_check(line.config_file, line.output()); }; });

  auto* decode =
      add_verb(app, line, "decode",
               "Dry run without a store: shared records as NDJSON on standard output, issues as NDJSON on "
               "standard error; exit 0 if the document was read to its end");
  decode->add_option("--source", line.decode.source, "Whose document it is, e.g. bergamo")->required();
  decode->add_option("file", line.decode.file, "The document; - reads standard input")->required();
  act(decode, line, [&line](const Config& config) { return run_decode(config, line.decode); });

  auto* import =
      add_verb(app, line, "import",
               "Take documents from files, on the same path as a submission by HTTPS; exit 1 if any record "
               "was rejected or a document broke");
  import->add_option("--source", line.import.source, "Whose documents they are")->required();
  import->add_option("files", line.import.files, "The documents")->required();
  act(import, line, [&line](const Config& config) { return run_import(config, line.import, line.output()); });
}

void add_keys(CLI::App& app, CommandLine& line) {
  auto* keys = add_group(app, line, "keys", "Make the keys of this installation");
  act(add_verb(*keys, line, "init",
               "Make the pseudonym and the sealing key where the configuration says; never "
               "overwrites. Keep copies apart from the backups of the store"),
      line, [&line](const Config& config) { return run_keys_init(config, line.output()); });
}

void add_release(CLI::App& app, CommandLine& line) {
  auto* release = add_group(app, line, "release", "Safe extracts: compute, list, show and export releases");
  auto& options = line.release;
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = add_verb(*release, line, name, help);
    act(verb, line, [&line, name](const Config& config) {
      line.release.verb = name;
      return run_release(config, line.release, line.output());
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
      ->check(CLI::IsMember({"csv", "sdmx-csv", "json-stat", "xlsx"}))
      ->capture_default_str();
  exported->add_option("--out", options.out, "Folder to write to")->required();
}

void add_quarantine_replay(CLI::App& quarantine, CommandLine& line) {
  auto& options = line.quarantine;
  auto* replay = add_verb(quarantine, line, "replay",
                          "Map waiting records anew with the tables in force: all of a source, of one of "
                          "its tables, or of one code");
  replay->add_option("--source", options.source, "Whose records")->required();
  replay->add_option("--table", options.table, "Only those that wait for a code of this table");
  replay->add_option("--code", options.code, "Only those that wait for this code of the table");
  replay->add_option("--reason", options.reason, "Why; kept in the audit trail");
  act(replay, line, [&line](const Config& config) {
    return run_quarantine_replay(config, line.quarantine, line.output());
  });
}

void add_quarantine_decisions(CLI::App& quarantine, CommandLine& line) {
  auto& options = line.quarantine;
  for (const auto& [verb, text] :
       {std::pair("accept", "Put a record that awaits a decision in the place of the stored one"),
        std::pair("reject", "Reject a record that awaits a decision; the stored one stays")}) {
    auto* decide = add_verb(quarantine, line, verb, text);
    decide->add_option("id", options.id, "Its number in the quarantine")->required();
    decide->add_option("--reason", options.reason, "Why, without naming anyone")->required();
    act(decide, line, [&line, verb = std::string(verb)](const Config& config) {
      line.quarantine.verb = verb;
      return run_quarantine(config, line.quarantine, line.output());
    });
  }
}

void add_quarantine(CLI::App& app, CommandLine& line) {
  auto* quarantine = add_group(app, line, "quarantine", "Records that wait for a code or a decision");
  auto* list = add_verb(*quarantine, line, "list",
                        "The worklist: each missing code, how many records wait for it, and what it may "
                        "mean; then the records that wait for a decision or a correction");
  list->add_option("--source", line.quarantine.source, "Only this source");
  act(list, line, [&line](const Config& config) {
    line.quarantine.verb = "list";
    return run_quarantine(config, line.quarantine, line.output());
  });
  add_quarantine_replay(*quarantine, line);
  add_quarantine_decisions(*quarantine, line);
  auto* show = add_verb(*quarantine, line, "show",
                        "One waiting record: its issues and its fields, personal ones masked");
  show->add_option("id", line.quarantine.id, "Its number in the quarantine")->required();
  show->add_flag("--unmask", line.quarantine.unmask, "Show personal fields; needs --reason, and is audited");
  show->add_option("--reason", line.quarantine.reason, "Why they must be seen, without naming anyone");
  act(show, line, [&line](const Config& config) {
    line.quarantine.verb = "show";
    return run_quarantine(config, line.quarantine, line.output());
  });
}

VerbMaker verb_maker(CommandLine& line) {
  return {[&line](CLI::App& parent, const std::string& name, const std::string& help) {
            return add_verb(parent, line, name, help);
          },
          [&line](CLI::App* verb, const std::function<int(const Config&, Output)>& action) {
            act(verb, line, [&line, action](const Config& config) { return action(config, line.output()); });
          }};
}

void add_submissions(CLI::App& app, CommandLine& line) {
  auto* group = add_group(app, line, "submissions", "Documents taken in to be processed later");
  add_submission_verbs(*group, line.submissions, verb_maker(line));
  add_process_body(app, line.process_body, verb_maker(line));
}

void add_tables(CLI::App& app, CommandLine& line) {
  auto* group = add_group(app, line, "tables", "The life of mapping tables: edit, review, compare, test");
  add_table_verbs(*group, line.tables, verb_maker(line));
}

void add_audit(CLI::App& app, CommandLine& line) {
  auto* audit =
      add_group(app, line, "audit", "What people and the program did, in a chain that shows changes");
  auto& options = line.audit;
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = add_verb(*audit, line, name, help);
    act(verb, line, [&line, name](const Config& config) {
      line.audit.verb = name;
      return run_audit(config, line.audit, line.output());
    });
    verb->add_option("--store", options.store, "Read this file instead of the configured store");
    return verb;
  };
  const CLI::Validator head(
      [](const std::string& text) -> std::string {
        return store::parse_head(text) ? "" : "must be NUMBER:HASH as the log's audit-head tells it";
      },
      "SEQ:HASH");
  const CLI::Validator time(
      [](const std::string& text) -> std::string {
        return base::parse_instant(text) ? "" : "must be an RFC 3339 time or an ISO date";
      },
      "TIME");
  add("verify",
      "Recompute the chain, and hold it against the heads in releases and those given; exit 1 naming the "
      "first broken link")
      ->add_option("--head", options.heads, "A head kept elsewhere, from the log or a copy; may be repeated")
      ->check(head);
  auto* list = add("list", "The entries, newest first");
  list->add_option("--actor", options.actor, "Only this client, cli:USER or raccordo");
  list->add_option("--action", options.action, "Only actions that begin so, such as table.");
  list->add_option("--object", options.object, "Only what was done to this");
  list->add_option("--since", options.since, "At or after")->check(time);
  list->add_option("--until", options.until, "Before")->check(time);
  list->add_option("--limit", options.limit, "So many at most")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  list->add_option("--cursor", options.cursor, "Go on where a list ended");
}

}  // namespace

int run_command_line(int argc, const char* const* argv, Serve serve) {
  CommandLine line;
  line.run_serve = serve;
  CLI::App app(
      "Raccordo: receives social case records, maps their codes onto one scheme, keeps what does not map in "
      "quarantine, and gives safe aggregates.\nStart with `raccordo keys init`, `raccordo check`, then "
      "`raccordo serve`.",
      "raccordo");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("raccordo ") + RACCORDO_VERSION);
  app.get_formatter()->column_width(34);
  add_common_options(app, line);
  add_main_verbs(app, line);
  add_keys(app, line);
  add_release(app, line);
  add_quarantine(app, line);
  add_submissions(app, line);
  add_tables(app, line);
  add_audit(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    return line.action();
  } catch (const std::exception& error) {
    return report_failure("failed", error.what(), line.output());
  }
}

}  // namespace raccordo::app
