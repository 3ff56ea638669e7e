// What all sessions of one server share: limits, counters, the TLS context in force, and the list of open
// sessions for draining. Owned by Server; outlives the I/O context and with it every session.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/http.hpp"
#include "net/server.hpp"

using SSL_CTX = struct ssl_ctx_st;

namespace raccordo::net {

class Session;

/// Closed before the I/O context dies, so that an answer given later is dropped instead of posted to it.
struct AnswerGate {
  std::mutex mutex;
  bool open = true;
};

struct ServerState {
  ServerState(Application& app, const ServerLimits& server_limits)
      : application(app), limits(server_limits) {}

  Application& application;
  const ServerLimits limits;
  const std::shared_ptr<AnswerGate> gate = std::make_shared<AnswerGate>();
  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> accepted{0}, handshake_failures{0}, requests{0}, timeouts{0};

  /// Null for a plain listener.
  std::shared_ptr<SSL_CTX> tls() const {
    const std::lock_guard lock(mutex_);
    return tls_;
  }
  void set_tls(std::shared_ptr<SSL_CTX> context) {
    const std::lock_guard lock(mutex_);
    tls_.swap(context);
  }

  void enter(Session* session, std::weak_ptr<Session> handle) {
    const std::lock_guard lock(mutex_);
    sessions_.emplace(session, std::move(handle));
  }
  void leave(Session* session) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(session);
    if (sessions_.empty()) all_left_.notify_all();
  }
  std::size_t open() const {
    const std::lock_guard lock(mutex_);
    return sessions_.size();
  }
  std::vector<std::weak_ptr<Session>> sessions() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::weak_ptr<Session>> out;
    out.reserve(sessions_.size());
    for (const auto& [key, handle] : sessions_) out.push_back(handle);
    return out;
  }
  bool wait_until_empty(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return all_left_.wait_for(lock, patience, [&] { return sessions_.empty(); });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable all_left_;
  std::shared_ptr<SSL_CTX> tls_;
  std::unordered_map<Session*, std::weak_ptr<Session>> sessions_;
};

}  // namespace raccordo::net
