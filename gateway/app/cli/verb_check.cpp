#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/ingest/examples.hpp"
#include "app/rules/file_modes.hpp"
#include "app/rules/keyring.hpp"
#include "app/rules/start_check.hpp"
#include "app/service/certificate_watch.hpp"
#include "base/time.hpp"
#include "mapping/code_text.hpp"
#include "mapping/lookalikes.hpp"
#include "privacy/code_masking.hpp"

namespace raccordo::app {
namespace {

/// Rows that contain an identifier of a person in clear: records have such codes only in their masked form,
/// so the row maps nothing, and the file contains personal data. The message does not repeat the identifier.
void warn_of_identifiers(const mapping::Table& table, const std::string& file, const base::Hmac* key,
                         std::vector<std::string>& warnings) {
  const auto any_key = base::Hmac(std::string(32, 'k'));  // finds identifiers like the real one
  for (const auto& row : table.rows()) {
    for (const auto* text : {&row.source_code, &row.source_label}) {
      if (model::is_masked_code(*text) || privacy::mask_code(any_key, *text) == *text) continue;
      const auto masked = key == nullptr ? std::string(model::kMaskedCodeBegin) + "16 caratteri #...]"
                                         : privacy::mask_code(*key, *text);
      const bool is_code = text == &row.source_code;
      warnings.push_back(file + ":" + std::to_string(row.line) + ": the column " +
                         (is_code ? "source_code" : "source_label") + " holds the identifier of a person; " +
                         (is_code ? "such a row maps nothing: write the masked form that the worklist shows, "
                                  : "write the masked form, ") +
                         masked + (is_code ? "" : ", or remove it"));
    }
  }
}

/// Entries of clients.yaml that grant less than they seem to.
void warn_of_clients(const Config& config, const intake::ClientSet& clients, const base::FileFaults& faults,
                     std::vector<std::string>& warnings) {
  const auto file = config.clients.string();
  // With faults elsewhere the file may not have been read.
  if (clients.all().empty() && !file.empty() && faults.empty())
    warnings.push_back(
        file +
        ": it lists no client, so nobody can send, see or administer anything; a running gateway "
        "refuses to reload it. List at least the administrator");
  for (const auto& client : clients.all()) {
    const bool sees_nothing = client.may(intake::Right::see_metadata) && !client.has_comuni() &&
                              !client.may(intake::Right::administer);
    if (sees_nothing)
      warnings.push_back(
          file + ":" + std::to_string(client.line) + ": the client " + client.name +
          " has `see-metadata` without `comuni`: it sees the coverage, but no worklist and no "
          "waiting record. Write `comuni: all`, a list of ISTAT codes or {ambito: NAME} for those "
          "that it may see");
  }
}

/// Warnings: certificates that expire soon, codes that look alike or are identifiers of persons.
std::vector<std::string> warnings_of(const Config& config, const ActiveTables& tables,
                                     const base::FileFaults& faults) {
  const auto keys = load_keyring(config);
  auto warnings = expiry_warnings(net::read_certificate_dates(config.tls), base::system_clock().now());
  warn_of_clients(config, tables.book().clients, faults, warnings);
  for (const auto& [name, source] : tables.sources()) {
    for (const auto& [table, content] : source.tables.tables()) {
      const auto file = config.mappings / name / (table + ".csv");
      for (const auto& warning : mapping::lookalike_warnings(*content, file.string())) {
        warnings.push_back(warning.file + ":" + std::to_string(warning.line) + ": " + warning.message);
      }
      warn_of_identifiers(*content, file.string(), keys ? &(*keys)->pseudonym : nullptr, warnings);
    }
  }
  return warnings;
}

void print_summary(const Rulebook& book) {
  std::cout << "All is well: " << book.sources.size() << " sources, " << book.scheme.systems.size()
            << " code systems, " << book.extracts.size() << " extracts, " << book.clients.all().size()
            << " clients.\n";
}

}  // namespace

int run_check(const std::string& config_file, Output output) {
  auto [config, faults, readable] = read_config(config_file);
  if (!readable) return report_faults(faults, output);
  if (!base::set_local_timezone(config.timezone)) base::set_local_timezone(Config{}.timezone);
  check_start(config, faults);
  base::append(faults, faults_of_modes(config));
  auto [book, more] = read_rulebook(config, RulebookParts::everything);
  base::append(faults, more);
  const auto tables = ActiveTables::from_files(book, base::system_clock());
  for (const auto& [source, rules] : book->sources) run_examples(*tables, source, faults);
  if (faults.empty() && output == Output::text) print_summary(*book);
  return report_faults(faults, output, warnings_of(config, *tables, faults));
}

int run_check_of_mappings(Output output) {
  base::set_local_timezone(Config{}.timezone);
  auto [book, faults] = read_rulebook(Config{}, RulebookParts::mappings);
  const auto tables = ActiveTables::from_files(book, base::system_clock());
  std::size_t examples = 0;
  for (const auto& [source, rules] : book->sources) examples += run_examples(*tables, source, faults);
  if (faults.empty() && output == Output::text) {
    std::cout << "The mappings are well: " << book->sources.size() << " sources, "
              << book->scheme.systems.size() << " code systems, " << examples
              << " examples. There is no raccordo.yaml here, so nothing else was "
              << "checked; deploy/example/raccordo.yaml is one to begin with.\n";
  }
  return report_faults(faults, output);
}

}  // namespace raccordo::app
