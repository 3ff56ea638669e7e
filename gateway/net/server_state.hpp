// Shared by all sessions of one server: limits, counters, the TLS context in force, and the list of open
// sessions for draining. Owned by Server; outlives the I/O context and with it every session.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/connection_book.hpp"
#include "net/http.hpp"
#include "net/server_settings.hpp"

using SSL_CTX = struct ssl_ctx_st;

namespace raccordo::net {

class Session;

/// Closed before the I/O context is destroyed, so that a later answer is dropped instead of posted to it.
struct AnswerGate {
  std::mutex mutex;
  bool open = true;
};

struct ServerState {
  ServerState(Application& app, const ServerLimits& server_limits)
      : application(app), limits(server_limits), book_(caps_of(server_limits)) {}

  Application& application;
  const ServerLimits limits;
  const std::shared_ptr<AnswerGate> gate = std::make_shared<AnswerGate>();
  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> accepted{0}, handshake_failures{0}, requests{0}, timeouts{0}, evicted{0},
      turned_away{0};

  /// Null for a plain listener.
  std::shared_ptr<SSL_CTX> tls() const {
    const std::lock_guard lock(mutex_);
    return tls_;
  }
  void set_tls(std::shared_ptr<SSL_CTX> context) {
    const std::lock_guard lock(mutex_);
    tls_.swap(context);
  }

  /// A place for a new connection; `victim` is the session to close for it.
  ConnectionBook::Admitted admit(const std::string& address, std::weak_ptr<Session>& victim) {
    const std::lock_guard lock(mutex_);
    const auto admitted = book_.admit(address);
    if (admitted.evicted) victim = handle_of(*admitted.evicted);
    return admitted;
  }
  void enroll(ConnectionBook::Id id, std::weak_ptr<Session> handle) {
    const std::lock_guard lock(mutex_);
    sessions_.emplace(id, std::move(handle));
  }
  /// The connection belongs to a known client; the session to close for it.
  std::weak_ptr<Session> prove(ConnectionBook::Id id) {
    const std::lock_guard lock(mutex_);
    const auto stranger = book_.prove(id);
    return stranger ? handle_of(*stranger) : std::weak_ptr<Session>();
  }
  void begin_work(ConnectionBook::Id id) {
    const std::lock_guard lock(mutex_);
    book_.begin_work(id);
  }
  void rest(ConnectionBook::Id id) {
    const std::lock_guard lock(mutex_);
    book_.rest(id);
  }
  void leave(ConnectionBook::Id id) {
    const std::lock_guard lock(mutex_);
    book_.leave(id);
    sessions_.erase(id);
    if (sessions_.empty()) all_left_.notify_all();
  }
  std::size_t open() const {
    const std::lock_guard lock(mutex_);
    return book_.open();
  }
  std::size_t strangers() const {
    const std::lock_guard lock(mutex_);
    return book_.strangers();
  }
  std::vector<std::weak_ptr<Session>> sessions() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::weak_ptr<Session>> out;
    out.reserve(sessions_.size());
    for (const auto& [id, handle] : sessions_) out.push_back(handle);
    return out;
  }
  bool wait_until_empty(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return all_left_.wait_for(lock, patience, [&] { return sessions_.empty(); });
  }

 private:
  static ConnectionCaps caps_of(const ServerLimits& limits) {
    return {limits.connections, limits.strangers(), limits.per_address, limits.reserve()};
  }
  std::weak_ptr<Session> handle_of(ConnectionBook::Id id) const {
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? std::weak_ptr<Session>() : found->second;
  }

  mutable std::mutex mutex_;
  std::condition_variable all_left_;
  std::shared_ptr<SSL_CTX> tls_;
  ConnectionBook book_;
  std::unordered_map<ConnectionBook::Id, std::weak_ptr<Session>> sessions_;
};

}  // namespace raccordo::net
