// ConnectionBook: open connections, and which new ones are admitted when a limit is reached. An unlisted
// connection has no known client (yet): no certificate, an unlisted one, or a handshake in progress. When a
// limit is reached a new connection must prove in its handshake that it is a known client; then the oldest
// idle unlisted connection is closed for it. So unlisted connections never lock out known clients. Used by
// ServerState; no sockets. Threads: none of its own; the owner locks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace raccordo::net {

struct ConnectionCaps {
  std::size_t total = 4096;
  std::size_t strangers = 2048;    ///< of `total`
  std::size_t per_address = 1024;  ///< of `total`, from one address
  std::size_t reserve = 512;       ///< beyond `total` and beyond `per_address`, for authentication
};

enum class Entry : std::uint8_t {
  serve,
  prove,  ///< a limit is reached: only a known client is served, others get 503
  drop    ///< the reserve is used up as well
};

class ConnectionBook {
 public:
  using Id = std::uint64_t;
  struct Admitted {
    Id id = 0;  ///< 0 with Entry::drop
    Entry entry = Entry::serve;
    std::optional<Id> evicted;  ///< the idle unlisted connection to close for this one
  };

  explicit ConnectionBook(const ConnectionCaps& caps) : caps_(caps) {}
  /// A new connection; it counts as idle and unlisted until it is authenticated or has a request.
  Admitted admit(const std::string& address);
  /// The connection belongs to a known client. Returns the idle unlisted connection to close for it, if a
  /// limit is exceeded.
  std::optional<Id> prove(Id id);
  /// A request has started: the connection must not be closed.
  void begin_work(Id id);
  /// No request is in progress.
  void rest(Id id);
  void leave(Id id);
  std::size_t open() const { return connections_.size(); }
  std::size_t strangers() const { return strangers_; }

 private:
  struct Connection {
    std::string address;
    bool known = false;
    std::uint64_t since = 0;  ///< order in which they became idle
  };
  using IdleOrder = std::set<std::pair<std::uint64_t, Id>>;
  struct Address {
    std::size_t open = 0;
    IdleOrder idle;
  };

  void set_idle(Id id, Connection& connection);
  void unset_idle(Id id, Connection& connection);
  /// Removes the oldest one from the order, so that it is returned once.
  std::optional<Id> oldest_of(const IdleOrder& order);

  const ConnectionCaps caps_;
  std::unordered_map<Id, Connection> connections_;
  std::map<std::string, Address> addresses_;
  IdleOrder idle_;  ///< strangers only
  std::size_t strangers_ = 0;
  Id last_ = 0;
  std::uint64_t clock_ = 0;
};

}  // namespace raccordo::net
