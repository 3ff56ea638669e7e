// ConnectionBook: who is connected, and who may come in when it is full. A stranger is a connection whose
// client is not known (yet): without a certificate, with an unlisted one, or still in its handshake. When a
// cap is reached a new connection must prove in its handshake that it is a known client; then the oldest idle
// stranger is closed for it. So strangers never shut out known clients. Asked by ServerState; no sockets.
// Threads: none of its own; the owner locks.
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
  std::size_t reserve = 512;       ///< beyond `total` and beyond `per_address`, to prove who one is
};

enum class Entry : std::uint8_t {
  serve,
  prove,  ///< a cap is reached: only a known client is served, others are told 503
  drop    ///< the reserve is used up, too
};

class ConnectionBook {
 public:
  using Id = std::uint64_t;
  struct Admitted {
    Id id = 0;  ///< 0 with Entry::drop
    Entry entry = Entry::serve;
    std::optional<Id> evicted;  ///< the idle stranger to close for this one
  };

  explicit ConnectionBook(const ConnectionCaps& caps) : caps_(caps) {}
  /// A connection that has not said anything; it counts as an idle stranger until proven or at work.
  Admitted admit(const std::string& address);
  /// The connection belongs to a known client. The idle stranger to close for it, if a cap is exceeded.
  std::optional<Id> prove(Id id);
  /// A request has begun: not to be closed meanwhile.
  void begin_work(Id id);
  /// Nothing is in flight.
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
  /// Takes the oldest one out of the order, so that it is named once.
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
