#include "app/main/verb_serve.hpp"

#include <algorithm>
#include <thread>

#include "app/cli/faults.hpp"
#include "app/http/admin_gateway.hpp"
#include "app/http/gateway.hpp"
#include "app/main/end_signals.hpp"
#include "app/main/reload.hpp"
#include "app/main/store_entry.hpp"
#include "app/rules/file_modes.hpp"
#include "app/service/lease_heartbeat.hpp"
#include "base/command_line_user.hpp"
#include "base/log.hpp"
#include "net/server.hpp"
#include "store/interface/key_turn.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr auto kDrainPatience = std::chrono::seconds(30);

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

/// Whether a rotation of the keys waits. The gateway makes way only if it can start again with its files.
class RotationWatch {
 public:
  RotationWatch(const Config& config, const store::KeyUse* use) : config_(config), use_(use) {}

  bool must_make_way() {
    if (use_ == nullptr || !use_->is_wanted()) {
      refused_ = false;
      return false;
    }
    if (refused_) return false;
    const auto book = load_rulebook(config_, RulebookParts::everything_but_tables);
    if (book) return true;
    refused_ = true;
    base::log(base::LogLevel::error, "keys-not-rotated",
              {{base::LogField::file, book.error().front().file},
               {base::LogField::reason, book.error().front().message}});
    return false;
  }

 private:
  const Config& config_;
  const store::KeyUse* use_;
  bool refused_ = false;
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
  start_work(service, config);
  server.start();
  admin.start();
  log_listening("serving", config.listen.address, server.port());
  log_listening("serving-admin", config.admin_listen.address, admin.port());
  RotationWatch rotation(config, service.installation->key_use.get());
  const auto ending =
      signals.wait([&] { reload(config, service, server); }, [&] { return rotation.must_make_way(); });
  config.listen.port = static_cast<decltype(config.listen.port)>(server.port());
  config.admin_listen.port = static_cast<decltype(config.admin_listen.port)>(admin.port());
  if (ending == EndSignals::Ending::by_signal) signals.end_at_once_on_next();
  base::log(base::LogLevel::info,
            ending == EndSignals::Ending::by_signal ? "draining" : "draining-for-key-rotation");
  service.draining = true;
  service.stop = true;
  const bool all_answered = server.drain(kDrainPatience);
  admin.drain(std::chrono::seconds(1));
  end_work(service, config);
  base::log(base::LogLevel::info, all_answered ? "stopped" : "stopped-with-requests-unanswered");
  return ending;
}

}  // namespace

int run_serve(const Config& config, const ServeOptions& options) {
  const EndSignals signals;
  auto now = config;
  auto asked = options;
  for (;;) {
    auto entry = enter_store(now, asked);
    if (!entry) return report_faults(entry.error(), Output::text);
    tell_accepted(*entry, asked);
    {
      Service service(std::move(entry->installation), std::max(2U, std::thread::hardware_concurrency()));
      if (asked.accept_clock) service.clock_guard.accept(base::command_line_user());
      if (serve(now, service, signals) == EndSignals::Ending::by_signal) return 0;
    }
    entry->claim.reset();
    const auto no_reload = [] {};
    const auto store = now.sqlite.string();
    const auto ending = signals.wait(no_reload, [&] { return !store::is_gate_closed(store); });
    if (ending == EndSignals::Ending::by_signal) return 0;
    asked = {};  // what the operator accepted is done
  }
}

}  // namespace raccordo::app
