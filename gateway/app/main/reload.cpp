#include "app/main/reload.hpp"

#include <fstream>
#include <iterator>
#include <map>

#include "app/audit/audit_trail.hpp"
#include "app/service/reload_note.hpp"
#include "base/log.hpp"
#include "net/https_caller.hpp"
#include "store/interface/process_owner.hpp"

namespace raccordo::app {
namespace {

std::string first_of(const base::FileFaults& faults) {
  const auto& fault = faults.front();
  return fault.file + ":" + std::to_string(fault.line) + ": " + fault.message;
}

/// The current digests of the files that grant rights, so that their contents can be identified later.
std::map<std::string, std::string> digests_of(const Config& config) {
  std::map<std::string, std::string> digests;
  for (const auto& [name, file] : {std::pair("configuration", config.file), {"clients", config.clients}}) {
    std::ifstream in(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    digests.emplace(std::string(name) + "_sha256", base::sha256_hex(content));
  }
  return digests;
}

/// A note that cannot be written keeps nothing from being taken over.
void note(const Config& config, ReloadNote note) {
  note.process = store::this_process();
  note.at = base::system_clock().now();
  try {
    write_note(reload_note_of(config.sqlite), note);
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::warn, "reload-not-noted",
              {{base::LogField::reason, std::string(fault.what())}});
  }
}

/// Everything that a reload takes over, read and checked.
struct FreshFiles {
  Config config;
  std::shared_ptr<const Rulebook> book;
  std::shared_ptr<SSL_CTX> tls;
  std::shared_ptr<const ActiveTables> tables;
};

FreshFiles read_files(const Config& config, Service& service) {
  const auto fresh = load_config(config.file);
  if (!fresh) throw base::SystemFault(fresh.error().front().message);
  auto book = load_rulebook(*fresh, RulebookParts::everything_but_tables);
  if (!book) throw base::SystemFault(first_of(book.error()));
  // Most likely a truncated file, or the output of a failed program: it would lock everybody out, even from
  // reading the error. To remove all clients, stop the gateway.
  if ((*book)->clients.all().empty() && !service.tables.get()->book().clients.all().empty()) {
    throw base::SystemFault(
        fresh->clients.string() +
        ": it lists no client, so no client could connect any more; the previous clients stay "
        "in force. List the clients and reload, or stop the gateway");
  }
  const auto faults = faults_of_first_versions(**book, service.store);
  if (!faults.empty()) throw base::SystemFault(first_of(faults));
  const net::CallRules usable(fresh->webhooks.ca.string(), net::AddressRule());
  auto tables = ActiveTables::from_store(*book, service.store, service.clock);
  return {*fresh, *book, net::make_tls_context(fresh->tls), std::move(tables)};
}

/// First what cannot fail: certificates and rights are then of one reading.
void take_over(const Config& config, FreshFiles fresh, Service& service, net::Server& server) {
  ReloadNote done;
  done.state = ReloadState::reloaded;
  done.clients = fresh.book->clients.all().size();
  done.sources = fresh.book->sources.size();
  done.extracts = fresh.book->extracts.size();
  server.use_tls(std::move(fresh.tls));
  service.tables.set(std::move(fresh.tables));
  base::set_log_level(fresh.config.log_level);
  try {
    service.certificates.read(fresh.config.tls);
    service.webhooks.configure();
    base::log(base::LogLevel::info, "reloaded");
  } catch (const std::exception& error) {
    done.state = ReloadState::partly;
    done.reason = error.what();
    base::log(base::LogLevel::error, "reloaded-partly",
              {{base::LogField::reason, std::string(error.what())}});
  }
  note(config, std::move(done));
}

}  // namespace

void note_started(const Config& config) { note(config, {}); }

void record_gateway_event(Service& service, const Config& config, std::string action) {
  auto event = act_of_gateway(service.clock, std::move(action));
  event.details = digests_of(config);
  event.details.emplace("program", RACCORDO_VERSION);
  log_head(append_audit(service.store, std::move(event)));
}

void reload(const Config& config, Service& service, net::Server& server) {
  try {
    auto fresh = read_files(config, service);
    // Before anything is in force: who gets or loses a right is entered, or nothing changes.
    record_gateway_event(service, fresh.config, "configuration.reload");
    take_over(config, std::move(fresh), service, server);
  } catch (const std::exception& error) {
    base::log(base::LogLevel::error, "reload-refused", {{base::LogField::reason, std::string(error.what())}});
    ReloadNote refused;
    refused.state = ReloadState::refused;
    refused.reason = error.what();
    note(config, std::move(refused));
  }
}

}  // namespace raccordo::app
