#include "app/cli/cli_backup.hpp"

#include <CLI/CLI.hpp>

namespace raccordo::app {
namespace {

void add_passphrase(CLI::App& verb, BackupOptions& options) {
  verb.add_option("--passphrase-file", options.passphrase_file,
                  "Seal or open with the first line of this file instead of the sealing key");
}

}  // namespace

void add_backup_verbs(CLI::App& app, BackupOptions& options, const VerbMaker& make) {
  auto* backup =
      make.add(app, "backup",
               "Write a backup of the store, compressed and sealed, while the gateway runs. Keys are "
               "never in it: keep copies of them elsewhere");
  backup->add_option("file", options.file, "The new file; `verify FILE` checks one instead");
  add_passphrase(*backup, options);
  auto* verify = make.add(*backup, "verify", "Open a backup and check everything in it, without a store");
  verify->add_option("file", options.file, "The backup")->required();
  add_passphrase(*verify, options);
  make.act(verify, [&options](const Config& config, Output output) {
    options.verb = "verify";
    return run_backup(config, options, output);
  });
  make.act(backup, [&options, verify](const Config& config, Output output) {
    options.verb = verify->parsed() ? "verify" : "backup";
    return run_backup(config, options, output);
  });
  auto* restore = make.add(app, "restore",
                           "Put a backup in the place of the store, which must be empty, and repeat what the "
                           "journal has since: erasures, restrictions, releases");
  restore->add_option("file", options.file, "The backup")->required();
  add_passphrase(*restore, options);
  restore->add_option("--reason", options.reason, "Why; kept in the audit")->required();
  restore->add_option(
      "--accept-lost-erasures", options.accept_lost_erasures,
      "Restore without a whole journal: persons erased since come back. The reason is audited; no "
      "release is made before `release import-ledger`");
  make.act(restore,
           [&options](const Config& config, Output output) { return run_restore(config, options, output); });
}

void add_doctor(CLI::App& app, const VerbMaker& make) {
  auto* verb = make.add(
      app, "doctor",
      "Examine the installation, also while the gateway runs: what is wrong or will be, and what to do. "
      "Exit code 0 all is well, 3 warnings only, 1 something is wrong");
  make.act(verb, [](const Config& config, Output output) { return run_doctor(config, output); });
}

void add_ledger_verb(CLI::App& release, BackupOptions& options, const VerbMaker& make) {
  auto* verb =
      make.add(release, "import-ledger",
               "After a restore without journal: enter the releases made since the backup from their files "
               "in a copy of the journal, oldest first, and allow new releases again");
  verb->add_option("files", options.files,
                   "Files of journal/releases; none if none was made since the backup");
  verb->add_option("--reason", options.reason, "Why these are all; kept in the audit")->required();
  make.act(verb, [&options](const Config& config, Output output) {
    return run_import_ledger(config, options, output);
  });
}

}  // namespace raccordo::app
