// The decisions of a session without its sockets: how long to wait, whether to keep a connection, what to do
// with an unread body. Pure functions and small values, called by session.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/request_reader.hpp"

namespace raccordo::net {

using SteadyTime = std::chrono::steady_clock::time_point;

/// The minimum rate in bytes of a body per second, averaged over kProgressWindow (or over the idle period, if
/// that is shorter). The same for reading an answer.
inline constexpr std::size_t kBytesPerSecond = 1024;
inline constexpr std::chrono::seconds kProgressWindow{30};
/// An unwanted body up to this size is read to its end, so that the connection can stay open.
inline constexpr std::uint64_t kDrainableBody = 64 << 10;
/// How long and how much a closed connection is still read, so that the peer receives the last answer.
inline constexpr std::chrono::milliseconds kLingerTime{1000};
inline constexpr std::size_t kLingerBytes = 8 << 20;

/// The deadline of a slow sender: extended by each window's worth of bytes, not by each byte. So a body has a
/// total time by its size.
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

/// The time by which an answer of `bytes` must have been read.
SteadyTime reading_deadline(std::size_t bytes, std::chrono::milliseconds idle, SteadyTime now);

enum class Keep : std::uint8_t { open, close };
enum class Body : std::uint8_t { none, drain, abandon };
enum class Expectation : std::uint8_t { none, wants_continue, unknown };

/// True if the sender wants the connection kept (RFC 9112, section 9.3).
Keep wanted_keep(const RawHead& head);
/// What to do with the body if the answer came before it. `buffered`: bytes after the head already received.
Body unwanted_body(const RawHead& head, std::size_t buffered);
/// RFC 9110, section 10.1.1; HTTP/1.0 has no expectations.
Expectation expectation(const RawHead& head);
}  // namespace raccordo::net
