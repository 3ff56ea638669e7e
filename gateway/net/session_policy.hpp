// The decisions of a session without its sockets: how long to wait, whether to keep a connection, what to
// do with a body nobody wants. Pure functions and small values, called by session, tested alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/request_reader.hpp"

namespace raccordo::net {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A sender must bring this many bytes of a body a second, averaged over kProgressWindow (or over the idle
/// period, if that is shorter), or the body's end. A reader must take as many of an answer.
inline constexpr std::size_t kBytesPerSecond = 1024;
inline constexpr std::chrono::seconds kProgressWindow{30};
/// A body nobody wants is read to its end if no longer than this, so that the connection can go on.
inline constexpr std::uint64_t kDrainableBody = 64 << 10;
/// How long and how much an ended connection is still read, so that the peer sees the last answer.
inline constexpr std::chrono::milliseconds kLingerTime{1000};
inline constexpr std::size_t kLingerBytes = 8 << 20;

/// The deadline of a slow but honest sender: renewed by each window's worth of bytes, not by each byte. So a
/// body has a total time by its size.
class Progress {
 public:
  Progress(std::chrono::milliseconds idle, SteadyTime now);
  SteadyTime deadline() const { return deadline_; }
  void received(std::size_t bytes, SteadyTime now);

 private:
  std::chrono::milliseconds window_;
  std::size_t wanted_;
  SteadyTime deadline_;
  std::size_t since_ = 0;
};

/// When an answer of `bytes` must have been taken wholly.
SteadyTime reading_deadline(std::size_t bytes, std::chrono::milliseconds idle, SteadyTime now);

enum class Keep : std::uint8_t { open, close };
enum class Body : std::uint8_t { none, drain, abandon };
enum class Expectation : std::uint8_t { none, wants_continue, unknown };

/// Whether the sender wants the connection kept (RFC 9112, section 9.3).
Keep wanted_keep(const RawHead& head);
/// What to do with the body when the answer came before it. `buffered`: bytes behind the head already here.
Body unwanted_body(const RawHead& head, std::size_t buffered);
/// RFC 9110, section 10.1.1; HTTP/1.0 has no expectations.
Expectation expectation(const RawHead& head);
}  // namespace raccordo::net
