#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/ingest/examples.hpp"
#include "app/rules/file_modes.hpp"
#include "app/rules/keyring.hpp"
#include "app/rules/rate_checks.hpp"
#include "app/rules/start_check.hpp"
#include "app/rules/table_warnings.hpp"
#include "app/service/certificate_watch.hpp"
#include "base/time.hpp"
#include "privacy/fiscal_code.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

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

/// Agreements of one side: no exchange is possible, as long as the other client does not list this one.
void warn_of_partners(const Config& config, const intake::ClientSet& clients,
                      std::vector<std::string>& warnings) {
  for (const auto& client : clients.all()) {
    for (const auto& partner : client.partners) {
      const auto* other = clients.by_name(partner);
      if (other != nullptr && client.exchanges_with(*other)) continue;
      warnings.push_back(config.clients.string() + ":" + std::to_string(client.line) + ": the client " +
                         client.name + " lists " + partner + " under `exchange`, but " +
                         (other == nullptr ? "there is no client of that name"
                                           : "that one has not the right `exchange` or does not list it") +
                         ": no exchange is possible between the two");
    }
  }
}

/// A client that may send cases on and none of them: it names no Comune, or no source.
void warn_of_senders(const Config& config, const intake::ClientSet& clients,
                     std::vector<std::string>& warnings) {
  for (const auto& client : clients.all()) {
    const bool sends = client.may(intake::Right::exchange) && !client.sources.empty();
    if (!sends || client.has_comuni()) continue;
    warnings.push_back(
        config.clients.string() + ":" + std::to_string(client.line) + ": the client " + client.name +
        " has `exchange` and `sources` without `comuni`: every case that it sends to a body is "
        "refused (not-your-comune). Write `comuni: all`, a list of ISTAT codes or {ambito: "
        "NAME}; or leave `sources` out, if it only receives");
  }
}

/// Codes of bodies that no report can have, or that have a second way of writing.
void warn_of_bodies(const Config& config, const intake::ClientSet& clients,
                    std::vector<std::string>& warnings) {
  constexpr std::size_t kFiscal = 11;
  for (const auto& client : clients.all()) {
    for (const auto& body : client.bodies) {
      const bool is_fiscal = body.size() == kFiscal;
      const bool is_wrong = is_fiscal && privacy::fault_of(model::IdType::provisional, body);
      const bool is_padded = !is_fiscal && body.starts_with('0');
      if (!is_wrong && !is_padded) continue;
      warnings.push_back(config.clients.string() + ":" + std::to_string(client.line) + ": the client " +
                         client.name + " lists " + body + " under `bodies`, " +
                         (is_wrong ? "whose check digit is wrong: its reports are of another body"
                                   : "a RUNTS number with zeros before it: without them it is another body"));
    }
  }
}

std::string line_of(const base::FileFault& warning) {
  return warning.file + ":" + std::to_string(warning.line) + ": " + warning.message;
}

void warn_of_tables(const ActiveTables& tables, const base::Hmac* key, std::vector<std::string>& warnings) {
  for (const auto& warning : table_warnings(tables, key)) warnings.push_back(line_of(warning));
}

void warn_of_population(const Rulebook& book, std::vector<std::string>& warnings) {
  const auto today = base::local_date(base::system_clock().now());
  for (const auto& warning : population_warnings(book.scheme, population_file(book.config), today.year))
    warnings.push_back(line_of(warning));
}

/// Asked only if nothing is wrong, so that a server that cannot be used is not told twice.
void warn_of_store(const Config& config, const base::FileFaults& faults, std::vector<std::string>& warnings) {
  if (!faults.empty()) return;
  for (auto& warning : store::store_warnings(config.place()))
    warnings.push_back(config.file.string() + ": " + std::move(warning));
}

/// Warnings of certificates that expire soon, of clients, of tables and of the store's server.
std::vector<std::string> warnings_of(const Config& config, const ActiveTables& tables,
                                     const base::FileFaults& faults) {
  const auto keys = load_keyring(config);
  auto warnings = expiry_warnings(net::read_certificate_dates(config.tls), base::system_clock().now());
  warn_of_clients(config, tables.book().clients, faults, warnings);
  warn_of_partners(config, tables.book().clients, warnings);
  warn_of_senders(config, tables.book().clients, warnings);
  warn_of_bodies(config, tables.book().clients, warnings);
  warn_of_tables(tables, keys ? &(*keys)->names : nullptr, warnings);
  warn_of_population(tables.book(), warnings);
  warn_of_store(config, faults, warnings);
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
    std::cout << "The mappings have no faults: " << book->sources.size() << " sources, "
              << book->scheme.systems.size() << " code systems, " << examples
              << " examples. There is no raccordo.yaml here, so nothing else was "
              << "checked; deploy/example/raccordo.yaml is one to begin with.\n";
  }
  std::vector<std::string> warnings;
  warn_of_tables(*tables, nullptr, warnings);
  warn_of_population(*book, warnings);
  return report_faults(faults, output, warnings);
}

}  // namespace raccordo::app
