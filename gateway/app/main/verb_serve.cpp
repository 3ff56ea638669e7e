#include "app/main/verb_serve.hpp"

#include <algorithm>
#include <optional>
#include <thread>

#include "app/cli/faults.hpp"
#include "app/http/admin_gateway.hpp"
#include "app/http/gateway.hpp"
#include "app/main/end_signals.hpp"
#include "app/main/reload.hpp"
#include "app/main/store_entry.hpp"
#include "app/rules/file_modes.hpp"
#include "app/service/lease_heartbeat.hpp"
#include "app/service/node_heartbeat.hpp"
#include "base/command_line_user.hpp"
#include "base/log.hpp"
#include "net/server.hpp"
#include "net/tls_context.hpp"
#include "store/interface/key_turn.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr auto kDrainPatience = std::chrono::seconds(30);
/// For a rotation of the keys, during which nobody else is answered: who is cut off sends again.
constexpr auto kMakeWayPatience = std::chrono::seconds(5);
constexpr auto kTryAgain = std::chrono::seconds(5);
/// Whether what keeps the gateway from making way is removed.
constexpr auto kLookAgain = std::chrono::seconds(1);

net::ServerLimits server_limits(const Limits& limits) {
  net::ServerLimits out;
  out.body = limits.body;
  out.header = static_cast<std::size_t>(limits.header);
  out.connections = static_cast<std::size_t>(limits.connections);
  out.per_address = static_cast<std::size_t>(limits.per_address);
  out.idle = std::chrono::seconds(limits.idle_seconds);
  return out;
}

void log_listening(std::string_view event, const std::string& address, int port) {
  base::log(base::LogLevel::info, event,
            {{base::LogField::address, address}, {base::LogField::port, std::int64_t{port}}});
}

void warn_of_modes(const Config& config) {
  for (const auto& fault : faults_of_modes(config)) {
    base::log(base::LogLevel::warn, "file-mode",
              {{base::LogField::file, fault.file}, {base::LogField::reason, fault.message}});
  }
}

/// Work left by the last program, and work without requests. No other gateway runs on the store: we hold the
/// claim.
void start_work(Service& service, const Config& config) {
  service.clock_guard.may_delete();  // before anything is written with a wrong time
  service.health.start();
  wait_for<bool>([&](store::Done<bool> done) { service.store.recover(std::move(done)); });
  give_up_abandoned_work(service.store, service.clock);
  record_gateway_event(service, config, "gateway.start");
  warn_of_modes(config);
  service.certificates.read(config.tls);
  service.webhooks.start();  // before work of which its clients are told
  service.background.start();
  service.housekeeping.start();
  service.replays.start();
}

/// Long work ends at its next piece; it is durable and continues at the next start, or is reported as given
/// up.
void end_work(Service& service, const Config& config) {
  service.background.stop();
  service.housekeeping.stop();
  service.replays.stop();
  service.webhooks.stop();
  service.lanes.stop();
  service.health.stop();
  record_gateway_event(service, config, "gateway.stop");
  service.store.flush();
}

/// Whether a rotation of the keys waits. The gateway makes way only if it can start again.
class RotationWatch {
 public:
  RotationWatch(const Config& config, const Service& service)
      : config_(config), service_(service), use_(service.installation->key_use.get()) {}

  bool must_make_way() {
    if (use_ == nullptr || !use_->is_wanted()) {
      told_.clear();
      return false;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!told_.empty() && now < look_again_) return false;
    auto fault = fault_of_restart();
    if (fault.empty()) return true;
    if (fault != told_)
      base::log(base::LogLevel::error, "keys-not-rotated", {{base::LogField::reason, fault}});
    told_ = std::move(fault);
    look_again_ = now + kLookAgain;
    return false;
  }

 private:
  /// What the next start would meet: faults in files, certificates that do not load, a store that takes no
  /// writes.
  std::string fault_of_restart() const {
    const auto book = load_rulebook(config_, RulebookParts::everything_but_tables);
    if (!book) return book.error().front().file + ": " + book.error().front().message;
    try {
      net::make_tls_context(config_.tls);
    } catch (const base::SystemFault& fault) {
      return fault.what();
    }
    const auto health = service_.health.report();
    return health.failing.empty() ? "" : health.detail;
  }

  const Config& config_;
  const Service& service_;
  const store::KeyUse* use_;
  std::string told_;  ///< the fault for which it does not make way
  std::chrono::steady_clock::time_point look_again_;
};

/// Serves until a signal, or until it must make way. Sets the ports of `config` to those that it listened on.
EndSignals::Ending serve(Config& config, Service& service, const EndSignals& signals) {
  base::set_log_level(config.log_level);
  Gateway gateway(service);
  AdminGateway admin_gateway(service, gateway);
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency() / 2);
  net::Server server(config.listen, &config.tls, server_limits(config.limits), threads, gateway);
  net::Server admin(config.admin_listen, nullptr, server_limits(config.limits), 1, admin_gateway);
  admin_gateway.watch(&server);
  const LeaseHeartbeat heartbeat(service.store, service.clock);
  const NodeHeartbeat node(
      {service.store.nodes(), service.tables, service.nodes, service.admission, *service.shelf});
  start_work(service, config);
  server.start();
  admin.start();
  log_listening("serving", config.listen.address, server.port());
  log_listening("serving-admin", config.admin_listen.address, admin.port());
  note_started(config);
  RotationWatch rotation(config, service);
  const auto ending =
      signals.wait([&] { reload(config, service, server); }, [&] { return rotation.must_make_way(); });
  config.listen.port = static_cast<decltype(config.listen.port)>(server.port());
  config.admin_listen.port = static_cast<decltype(config.admin_listen.port)>(admin.port());
  if (ending == EndSignals::Ending::by_signal) signals.end_at_once_on_next();
  base::log(base::LogLevel::info,
            ending == EndSignals::Ending::by_signal ? "draining" : "draining-for-key-rotation");
  service.draining = true;
  service.stop = true;
  const bool all_answered =
      server.drain(ending == EndSignals::Ending::by_signal ? kDrainPatience : kMakeWayPatience);
  admin.drain(std::chrono::seconds(1));
  end_work(service, config);
  base::log(base::LogLevel::info, all_answered ? "stopped" : "stopped-with-requests-unanswered");
  return ending;
}

/// Opens the store, serves, and closes it; the faults that kept the store from being opened. Throws what
/// keeps the gateway from starting.
base::Result<EndSignals::Ending, base::FileFaults> open_and_serve(Config& config, const ServeOptions& asked,
                                                                  const EndSignals& signals) {
  auto entry = enter_store(config, asked);
  if (!entry) return entry.error();
  tell_accepted(*entry, asked);
  Service service(std::move(entry->installation), std::max(2U, std::thread::hardware_concurrency()));
  if (asked.accept_clock) service.clock_guard.accept(base::command_line_user());
  return serve(config, service, signals);
}

/// After it made way: tries until it serves again, as a gateway that runs does when its disk is full, and
/// then until it makes way again. Nothing: a signal ended it.
std::optional<EndSignals::Ending> serve_again(Config& config, const EndSignals& signals) {
  const auto no_reload = [] {};
  for (;;) {
    std::string why;
    try {
      auto ending = open_and_serve(config, {}, signals);
      if (ending) return *ending;
      why = ending.error().front().file + ": " + ending.error().front().message;
    } catch (const std::exception& error) {
      why = error.what();
    }
    base::log(base::LogLevel::error, "not-serving-again", {{base::LogField::reason, why}});
    const auto again = std::chrono::steady_clock::now() + kTryAgain;
    const auto ending = signals.wait(no_reload, [&] { return std::chrono::steady_clock::now() >= again; });
    if (ending == EndSignals::Ending::by_signal) return std::nullopt;
  }
}

}  // namespace

int run_serve(const Config& config, const ServeOptions& options) {
  const EndSignals signals;
  auto now = config;
  const auto first = open_and_serve(now, options, signals);
  if (!first) return report_faults(first.error(), Output::text);
  std::optional<EndSignals::Ending> ending = *first;
  const auto store = now.sqlite.string();
  while (ending == EndSignals::Ending::make_way) {
    ending = signals.wait([] {}, [&] { return !store::is_gate_closed(store); });
    if (ending == EndSignals::Ending::make_way) ending = serve_again(now, signals);
  }
  return 0;
}

}  // namespace raccordo::app
