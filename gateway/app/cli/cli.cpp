#include "app/cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>

#include "app/cli/cli_audit.hpp"
#include "app/cli/cli_backup.hpp"
#include "app/cli/cli_init.hpp"
#include "app/cli/cli_keys.hpp"
#include "app/cli/cli_nodes.hpp"
#include "app/cli/cli_quarantine.hpp"
#include "app/cli/cli_release.hpp"
#include "app/cli/cli_store.hpp"
#include "app/cli/cli_subjects.hpp"
#include "app/cli/cli_submissions.hpp"
#include "app/cli/cli_tables.hpp"
#include "app/cli/cli_webhooks.hpp"
#include "app/cli/completion.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/manual.hpp"
#include "app/cli/program_version.hpp"
#include "app/cli/usage_fault.hpp"
#include "base/time.hpp"

namespace raccordo::app {
namespace {

/// Options shared by all verbs and what to do once they are parsed.
struct CommandLine {
  std::string config_file = "raccordo.yaml";
  bool is_config_named = false;
  bool json = false;
  Serve run_serve = nullptr;
  ServeOptions serve;
  DecodeOptions decode;
  ImportOptions import;
  ReleaseOptions release;
  QuarantineOptions quarantine;
  SubmissionsOptions submissions;
  WebhooksOptions webhooks;
  NodesOptions nodes;
  ProcessBodyOptions process_body;
  TablesOptions tables;
  AuditOptions audit;
  SubjectsOptions subjects;
  ProcessingRegisterOptions processing_register;
  KeyRotationOptions key_rotation;
  BackupOptions backup;
  StoreCopyOptions store_copy;
  InitOptions init;
  std::string shell, manual_folder;
  std::function<int()> action;

  Output output() const { return json ? Output::json : Output::text; }

  /// On a fresh clone there is no configuration yet: `decode` and `check` then use mappings/ beside them.
  bool lacks_config() const { return !is_config_named && !std::filesystem::exists(config_file); }

  /// Runs a verb that needs the configuration.
  int with_config(const std::function<int(const Config&)>& verb) const {
    const auto config = load_config(config_file);
    if (!config) return report_faults(config.error(), output());
    base::set_local_timezone(config->timezone);
    return verb(*config);
  }
};

/// These may be given before or after any word of a verb.
void add_common_options(CLI::App& app, CommandLine& line) {
  app.add_option("--config", line.config_file, "The configuration file")
      ->each([&line](const std::string&) { line.is_config_named = true; })
      ->capture_default_str();
  app.add_flag("--json", line.json,
               "Print one JSON object on standard output; messages go to standard error");
}

CLI::App* add_verb(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& help) {
  auto* verb = parent.add_subcommand(name, help);
  add_common_options(*verb, line);
  return verb;
}

/// The first word of several verbs, such as `release`.
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
                    "Start with an empty store in place of a missing one; the reason is audited");
  serve->add_option("--accept-older-store", line.serve.accept_older_store,
                    "Continue with an older or another store than the expected one; the reason is audited");
  act(serve, line, [&line](const Config& config) { return line.run_serve(config, line.serve); });

  auto* reload = add_verb(app, line, "reload",
                          "Make the running gateway read certificates, CRL, clients, profiles, scheme and "
                          "extracts again, as SIGHUP does, and say what it took over, or why it did not");
  act(reload, line, [&line](const Config& config) { return run_reload(config, line.output()); });

  auto* check = add_verb(app, line, "check",
                         "Load all files of the administrators and run the examples; print ALL faults as "
                         "file:line: what is wrong, what to do");
  check->callback([&line] {
    line.action = [&line] {
      return line.lacks_config() ? run_check_of_mappings(line.output())
                                 : run_check(line.config_file, line.output());
    };
  });

  auto* decode =
      add_verb(app, line, "decode",
               "Dry run without a store: shared records as NDJSON on standard output, issues as NDJSON on "
               "standard error; exit 0 if the document was read to its end");
  decode->add_option("--source", line.decode.source, "The source of the document, e.g. bergamo")->required();
  decode->add_option("file", line.decode.file, "The document; - reads standard input")->required();
  decode->callback([&line] {
    line.action = [&line] {
      if (line.lacks_config()) return run_decode(Config{}, DecodeKeys::of_examples, line.decode);
      return line.with_config(
          [&line](const Config& config) { return run_decode(config, DecodeKeys::of_config, line.decode); });
    };
  });

  auto* import =
      add_verb(app, line, "import",
               "Take documents from files, on the same path as a submission by HTTPS; exit 1 if any record "
               "was rejected or a document broke");
  import->add_option("--source", line.import.source, "The source of the documents")->required();
  import->add_option("files", line.import.files, "The documents")->required();
  act(import, line, [&line](const Config& config) { return run_import(config, line.import, line.output()); });
}

VerbMaker verb_maker(CommandLine& line) {
  return {[&line](CLI::App& parent, const std::string& name, const std::string& help) {
            return add_verb(parent, line, name, help);
          },
          [&line](CLI::App* verb, const std::function<int(const Config&, Output)>& action) {
            act(verb, line, [&line, action](const Config& config) { return action(config, line.output()); });
          }};
}

void add_keys(CLI::App& app, CommandLine& line) {
  auto* keys =
      add_group(app, line, "keys", "Make the keys of this installation, and replace them by new ones");
  add_key_verbs(*keys, line.key_rotation, verb_maker(line));
}

void add_release(CLI::App& app, CommandLine& line) {
  auto* group = add_group(app, line, "release", "Safe extracts: compute, list, show and export releases");
  add_release_verbs(*group, line.release, verb_maker(line));
  add_ledger_verb(*group, line.backup, verb_maker(line));
}

void add_quarantine(CLI::App& app, CommandLine& line) {
  auto* group = add_group(app, line, "quarantine", "Records that wait for a code or a decision");
  add_quarantine_verbs(*group, line.quarantine, verb_maker(line));
}

void add_groups(CLI::App& app, CommandLine& line) {
  const auto make = verb_maker(line);
  auto* submissions = add_group(app, line, "submissions", "Documents received to be processed later");
  add_submission_verbs(*submissions, line.submissions, make);
  add_process_body(app, line.process_body, make);
  auto* webhooks = add_group(app, line, "webhooks", "Calls that tell clients what happened");
  add_webhook_verbs(*webhooks, line.webhooks, make);
  auto* nodes = add_group(app, line, "nodes", "The gateways that serve one database together");
  add_node_verbs(*nodes, line.nodes, make);
  auto* tables = add_group(app, line, "tables", "Mapping tables: edit, review, compare, test");
  add_table_verbs(*tables, line.tables, make);
  auto* audit = add_group(app, line, "audit", "The audit trail: actions of people and of the program");
  add_audit_verbs(*audit, line.audit, make);
}

void add_data_protection(CLI::App& app, CommandLine& line) {
  auto* group = add_group(app, line, "subjects", "The rights of one person: access, restriction, erasure");
  add_subject_verbs(*group, line.subjects, verb_maker(line));
  add_processing_register(app, line.processing_register, verb_maker(line));
}

/// Information about the program itself, without configuration.
void add_descriptions(CLI::App& app, CommandLine& line) {
  auto* completion =
      add_verb(app, line, "completion",
               "Print a script that completes verbs and options in a shell, for its folder of completions");
  completion->add_option("shell", line.shell, "The shell")->required()->transform(one_of({"bash", "zsh"}));
  completion->callback([&app, &line] {
    line.action = [&app, &line] {
      std::cout << (line.shell == "bash" ? bash_completion(app) : zsh_completion(app));
      return 0;
    };
  });
  auto* manual = add_verb(app, line, "manual", "Write the manual pages, one for each verb, into a folder");
  manual->add_option("--out", line.manual_folder, "The folder, such as /usr/local/share/man/man1")
      ->required();
  manual->callback([&app, &line] {
    line.action = [&app, &line] { return write_manual(app, line.manual_folder, line.output()); };
  });
}

/// Prints errors on standard error, help and version on standard output.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  std::cerr << usage_fault(app, error) << '\n';
  return 2;
}

}  // namespace

int run_command_line(int argc, const char* const* argv, Serve serve) {
  CommandLine line;
  line.run_serve = serve;
  CLI::App app(
      "Raccordo: receives social case records, maps their codes onto one scheme, keeps what does not map in "
      "quarantine, and gives safe aggregates.\nStart with `raccordo init`, `raccordo check`, then "
      "`raccordo serve`.",
      "raccordo");
  app.require_subcommand(1);
  app.set_version_flag("--version", program_version());
  app.get_formatter()->column_width(34);
  add_common_options(app, line);
  add_init(
      *add_verb(app, line, "init",
                "Ask five questions and write a configuration, the example tables, keys and, for trials, "
                "certificates"),
      line.init, [&line](std::function<int()> action) { line.action = std::move(action); });
  add_main_verbs(app, line);
  add_keys(app, line);
  add_release(app, line);
  add_quarantine(app, line);
  add_groups(app, line);
  add_data_protection(app, line);
  add_backup_verbs(app, line.backup, verb_maker(line));
  auto* store = add_group(app, line, "store", "The store as a whole");
  add_store_verbs(*store, line.store_copy, line.config_file, verb_maker(line));
  add_doctor(app, verb_maker(line));
  add_descriptions(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_parsing(app, error);
  }
  try {
    return line.action();
  } catch (const std::exception& error) {
    return report_failure("failed", error.what(), line.output());
  }
}

}  // namespace raccordo::app
