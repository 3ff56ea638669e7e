#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "app/audit_trail.hpp"
#include "app/faults.hpp"
#include "app/file_modes.hpp"
#include "app/gateway.hpp"
#include "app/release_order.hpp"
#include "app/verbs.hpp"
#include "app/wait_for.hpp"
#include "base/log.hpp"
#include "net/server.hpp"

namespace raccordo::app {
namespace {

constexpr auto kDrainPatience = std::chrono::seconds(30);

sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

net::ServerLimits server_limits(const Limits& limits) {
  net::ServerLimits out;
  out.body = limits.body;
  out.header = static_cast<std::size_t>(limits.header);
  out.connections = static_cast<std::size_t>(limits.connections);
  out.per_address = static_cast<std::size_t>(limits.per_address);
  out.idle = std::chrono::seconds(limits.idle_seconds);
  return out;
}

std::string first_of(const base::FileFaults& faults) {
  const auto& fault = faults.front();
  return fault.file + ":" + std::to_string(fault.line) + ": " + fault.message;
}

/// The files that say who may do what, as they are now: a later question is what they said then.
std::map<std::string, std::string> digests_of(const Config& config) {
  std::map<std::string, std::string> digests;
  for (const auto& [name, file] : {std::pair("configuration", config.file), {"clients", config.clients}}) {
    std::ifstream in(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    digests.emplace(std::string(name) + "_sha256", base::sha256_hex(content));
  }
  return digests;
}

void tell_gateway(Service& service, const Config& config, std::string action) {
  auto event = act_of_gateway(service.clock, std::move(action));
  event.details = digests_of(config);
  event.details.emplace("program", RACCORDO_VERSION);
  log_head(tell(service.store, std::move(event)));
}

void warn_of_modes(const Config& config) {
  for (const auto& fault : faults_of_modes(config)) {
    base::log(base::LogLevel::warn, "file-mode",
              {{base::LogField::file, fault.file}, {base::LogField::reason, fault.message}});
  }
}

/// Reads everything SIGHUP may change; on a fault all stays as it was.
void reload(const Config& config, Service& service, net::Server& server) {
  try {
    const auto fresh = load_config(config.file);
    if (!fresh) throw base::SystemFault(fresh.error().front().message);
    auto book = load_rulebook(*fresh, RulebookParts::everything_but_tables);
    if (!book) throw base::SystemFault(first_of(book.error()));
    const auto faults = faults_of_first_versions(**book, service.store);
    if (!faults.empty()) throw base::SystemFault(first_of(faults));
    auto tables = ActiveTables::from_store(*book, service.store, service.clock);
    server.reload_tls(fresh->tls);
    service.certificates.read(fresh->tls);
    service.tables.set(std::move(tables));
    tell_gateway(service, *fresh, "configuration.reload");
    base::log(base::LogLevel::info, "reloaded");
  } catch (const std::exception& error) {
    base::log(base::LogLevel::error, "reload-refused", {{base::LogField::reason, std::string(error.what())}});
  }
}

void wait_for_end(const sigset_t& signals, const Config& config, Service& service, net::Server& server) {
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) return;
    reload(config, service, server);
  }
}

void serve(const Config& config, Service& service, const sigset_t& signals) {
  Gateway gateway(service);
  AdminGateway admin_gateway(service, gateway);
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency() / 2);
  net::Server server(config.listen, &config.tls, server_limits(config.limits), threads, gateway);
  net::Server admin(config.admin_listen, nullptr, server_limits(config.limits), 1, admin_gateway);
  admin_gateway.watch(&server);
  wait_for<bool>([&](store::Done<bool> done) { service.store.recover(std::move(done)); });
  give_up_interrupted_releases(service.store, service.clock);
  tell_gateway(service, config, "gateway.start");
  warn_of_modes(config);
  service.certificates.read(config.tls);
  service.background.start();
  service.replays.start();
  server.start();
  admin.start();
  base::log(base::LogLevel::info, "serving",
            {{base::LogField::address, config.listen.address},
             {base::LogField::port, std::int64_t{server.port()}}});
  base::log(base::LogLevel::info, "serving-admin",
            {{base::LogField::address, config.admin_listen.address},
             {base::LogField::port, std::int64_t{admin.port()}}});
  wait_for_end(signals, config, service, server);
  base::log(base::LogLevel::info, "draining");
  service.draining = true;
  const bool all_answered = server.drain(kDrainPatience);
  admin.drain(std::chrono::seconds(1));
  service.background.stop();
  service.replays.stop();
  service.lanes.stop();
  tell_gateway(service, config, "gateway.stop");
  service.store.flush();
  base::log(base::LogLevel::info, all_answered ? "stopped" : "stopped-with-requests-unanswered");
}

}  // namespace

int run_serve(const Config& config) {
  const auto signals = block_signals();  // before any thread is made, so that all inherit it
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), Output::text);
  Service service(std::move(*installation), std::max(2U, std::thread::hardware_concurrency()));
  serve(config, service, signals);
  return 0;
}

}  // namespace raccordo::app
