// Admission: limits the concurrent work of the gateway, so that overload is an answer (429, 503) and never
// unbounded memory. app/ requests a ticket before a submission's body is read and keeps it until the answer.
// Threads: all members may be called from any thread. Lifetimes: tickets may outlive the Admission.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace raccordo::intake {

struct AdmissionLimits {
  std::uint64_t body_bytes = 256 << 20;  ///< of all bodies held in memory
  std::size_t submissions = 512;         ///< total in progress; beyond: 503
  std::size_t first_ones = 128;          ///< beyond `submissions`, for clients that have none in progress
  std::size_t per_client = 128;          ///< in progress for one client; beyond: 429
  std::chrono::seconds retry_after{1};
};

/// How many submissions may be in progress, and how many more now.
struct Share {
  std::size_t limit = 0, remaining = 0;
  std::chrono::seconds reset{1};  ///< seconds until the next attempt is useful
  /// `RateLimit-Limit`, `-Remaining`, `-Reset`, ready to be sent.
  std::vector<std::pair<std::string, std::string>> headers() const;
};

/// The answer if the submission is not admitted.
struct Refusal {
  int status = 503;  ///< 429: the client's own share is used up; 503: the gateway's
  std::chrono::seconds retry_after{1};
  /// `Retry-After` and the headers of Share, ready to be sent.
  std::vector<std::pair<std::string, std::string>> headers() const;
  std::size_t limit = 0, remaining = 0;
};

/// The right to process one submission; released by the destructor. Movable.
class Ticket {
 public:
  Ticket(Ticket&& other) noexcept;
  Ticket& operator=(Ticket&& other) noexcept;
  ~Ticket();
  /// Asks for `bytes` more of memory for the body; false if the budget of all bodies is used up: answer 503
  /// or move the body to the spool.
  [[nodiscard]] bool grow(std::uint64_t bytes);
  /// Releases the memory early (the body was spooled or decoded).
  void release_bytes();

 private:
  friend class Admission;
  struct State;
  Ticket(std::shared_ptr<State> state, std::string client);
  void give_back();
  std::shared_ptr<State> state_;
  std::string client_;
  std::uint64_t bytes_ = 0;
};

class Admission {
 public:
  explicit Admission(const AdmissionLimits& limits);
  /// Several gateways serve the same clients: each admits its part of `per_client`, at least one submission,
  /// so that a client has no more in progress because there are more of them.
  void share_among(std::size_t gateways);
  std::variant<Ticket, Refusal> enter(const std::string& client);
  /// The refusal for a Ticket::grow that failed.
  Refusal out_of_memory() const;
  /// The current share of a client; the full share if it has nothing in progress.
  Share share_of(const std::string& client) const;
  /// Number of refused submissions, for any reason.
  std::uint64_t refused() const;
  std::size_t at_work() const;
  std::uint64_t bytes_held() const;

 private:
  std::shared_ptr<Ticket::State> state_;
};

}  // namespace raccordo::intake
