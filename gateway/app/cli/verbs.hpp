// The verbs of the command line (docs/interface.md#command-line). Each takes its parsed options and returns
// the exit code: 0 done, 1 the input or the check failed (details printed), 2 wrong usage. cli.cpp parses and
// calls them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/init_questions.hpp"
#include "app/rules/config.hpp"

namespace raccordo::app {

/// Output of a verb: text for people; with `--json` standard output is one JSON object (or NDJSON).
enum class Output { text, json };

struct DecodeOptions {
  std::string source, file;
};
/// With keys of zeros, as for examples, if there is no configuration: `keyed` fields then differ.
enum class DecodeKeys { of_config, of_examples };
int run_decode(const Config& config, DecodeKeys keys, const DecodeOptions& options);

/// Tells the gateway that runs with this configuration to take over changed files, and waits for its answer.
int run_reload(const Config& config, Output output);

int run_check(const std::string& config_file, Output output);
/// Without a configuration: the files of mappings/ and their examples.
int run_check_of_mappings(Output output);

struct ImportOptions {
  std::string source;
  std::vector<std::string> files;
};
int run_import(const Config& config, const ImportOptions& options, Output output);

/// Asks, and writes configuration, example tables, keys and, for trials, certificates; never replaces a file.
int run_init(const InitOptions& options);

int run_keys_init(const Config& config, Output output);
struct KeyRotationOptions {
  std::int64_t wait = 90;  ///< seconds, until no other program uses the keys
};
int run_keys_rotate_sealing(const Config& config, const KeyRotationOptions& options, Output output);
int run_keys_rotate_pseudonym(const Config& config, const KeyRotationOptions& options, Output output);

struct ReleaseOptions {
  std::string verb;  ///< create, list, show, verify, export, report, microdata
  std::string id, period, note, format = "csv", out = ".", before, language = "it";
  bool force = false;      ///< export, report, microdata: replaces files
  std::uint64_t seed = 1;  ///< microdata
};
int run_release(const Config& config, const ReleaseOptions& options, Output output);

/// For the gateway itself (app/ingest/lone_process.hpp); not shown in the help.
struct ProcessBodyOptions {
  std::string submission;
  std::int64_t parent = 0;
  std::uint64_t bytes = 0;
};
int run_process_body(const Config& config, const ProcessBodyOptions& options);

struct SubmissionsOptions {
  std::string verb;  ///< list, show, retry
  std::string id, reason;
};
int run_submissions(const Config& config, const SubmissionsOptions& options, Output output);

struct WebhooksOptions {
  std::string verb;  ///< list, events, pause, resume, retry, drop
  std::string client, reason;
};
int run_webhooks(const Config& config, const WebhooksOptions& options, Output output);

struct NodesOptions {
  std::string verb;  ///< list, forget
  std::string name, reason;
};
int run_nodes(const Config& config, const NodesOptions& options, Output output);

struct QuarantineOptions {
  std::string verb;  ///< list, show, replay
  std::string source, table, code, reason;
  std::int64_t id = 0;
  bool unmask = false;  ///< show: the fields in clear, with a reason that is audited
};
int run_quarantine(const Config& config, const QuarantineOptions& options, Output output);
int run_quarantine_replay(const Config& config, const QuarantineOptions& options, Output output);

struct TablesOptions {
  std::string verb;   ///< list, status, diff, impact, test, import, export, submit, approve, send-back,
                      ///< discard, activate, rollback
  std::string table;  ///< SOURCE/TABLE, or SOURCE
  std::string file, out, reason;
  std::int32_t version = 0, against = 0;  ///< 0: not given
  bool to_mappings = false, force = false, replace = false;
  bool accept = false;         ///< test: writes the results as the expected results
  bool yes = false;            ///< activate: without asking
  std::string format = "csv";  ///< csv or concept-map, for import or export
};
int run_tables(const Config& config, const TablesOptions& options, Output output);

struct AuditOptions {
  std::string verb;                ///< verify, list
  std::string store;               ///< a file other than the configured one, such as a copy
  std::vector<std::string> heads;  ///< `SEQ:HASH`, checked when parsed
  std::string actor, action, object, since, until, cursor;
  std::size_t limit = 100;
};
int run_audit(const Config& config, const AuditOptions& options, Output output);

struct SubjectsOptions {
  std::string verb;  ///< export, restrict, lift, erase
  std::string id_type, source, reason, out, format = "json";
};
/// The identifier of the person is read from standard input.
int run_subjects(const Config& config, const SubjectsOptions& options, Output output);

struct ProcessingRegisterOptions {
  std::string format = "markdown";
};
int run_processing_register(const Config& config, const ProcessingRegisterOptions& options, Output output);

struct BackupOptions {
  std::string verb;  ///< backup, verify
  std::string file, passphrase_file, reason, accept_lost_erasures;
  std::vector<std::string> files;  ///< import-ledger
};
int run_backup(const Config& config, const BackupOptions& options, Output output);
int run_restore(const Config& config, const BackupOptions& options, Output output);
/// The exit code of `doctor` with warnings and nothing wrong.
inline constexpr int kDoctorWarns = 3;
int run_doctor(const Config& config, Output output);
int run_import_ledger(const Config& config, const BackupOptions& options, Output output);

struct StoreCopyOptions {
  std::string to;  ///< a configuration
  std::string reason;
};
int run_store_copy(const Config& config, const StoreCopyOptions& options, Output output);

struct ServeOptions {
  bool accept_clock = false;  ///< retention uses the clock, however far it jumped
  std::string new_store,
      accept_older_store;  ///< why another store than the one that was there is opened; "": not
};

}  // namespace raccordo::app
