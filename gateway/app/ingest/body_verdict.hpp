// BodyVerdict: what becomes of a body taken in for later when its processing ended, and how it is processed
// next. Pure decisions, performed by Background: a body that was in work at two ends of the process runs
// alone, in a limited process of its own, and only what that process does counts against it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/receipt.hpp"
#include "store/interface/body_note.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// So often a body may be in work, in the gateway's own process, when that ends.
inline constexpr std::int64_t kAttemptsTogether = 2;
/// The longest pause before a body that waits is tried again.
inline constexpr std::chrono::seconds kRetryPause{30};

enum class BodyMode : std::uint8_t { together, alone };
BodyMode mode_of(std::int64_t attempts);

enum class BodyEnd : std::uint8_t {
  done,     ///< its last piece is stored
  stopped,  ///< the gateway ends in order
  waits,    ///< a fault that passes, or something the administrator must bring back
  threw,    ///< an exception that no fault of the system explains, or no memory
  lost,     ///< the stored body is missing, or its seal does not open
  crashed   ///< the process of its own ended by a signal or at a limit
};

/// `reason`: why it waits (a word of words_of_wait), or how the process of its own ended (kCrash...).
struct BodyOutcome {
  BodyEnd end = BodyEnd::done;
  std::string reason;
  std::vector<std::string> fell_empty = {};  ///< done: see DocumentResult
};

inline constexpr std::string_view kWaitsForClient = "client-missing";
inline constexpr std::string_view kWaitsForSource = "source-missing";
inline constexpr std::string_view kWaitsForStore = "store-busy";
inline constexpr std::string_view kWaitsForDisk = "storage-full";
inline constexpr std::string_view kWaitsForFault = "passing-fault";
inline constexpr std::string_view kCrashed = "crashed";
inline constexpr std::string_view kTooMuchTime = "too-much-time";
inline constexpr std::string_view kTooMuchMemory = "too-much-memory";

/// Why a body waits, for its sender; "" for "".
std::string_view words_of_wait(std::string_view reason);

/// Written before the first byte is read: the attempt counts from here on.
store::BodyNote begin_note(const store::SubmissionRow& row);
/// Written at the end, unless it is done: then its last piece has said so. `row` is as it was before it
/// began: whoever ends in order takes back what begin_note counted.
store::BodyNote end_note(const store::SubmissionRow& row, BodyMode mode, const BodyOutcome& outcome);

/// Grows with every attempt in a row that came to nothing, up to kRetryPause.
std::chrono::seconds pause_after(unsigned attempts);

/// What a process of its own may use for a body of so many bytes; a body in order needs a small part of it.
struct BodyLimits {
  std::uint64_t memory = 0;  ///< bytes of address space
  std::chrono::seconds processor{0}, wall{0};
};
BodyLimits limits_for(std::uint64_t body_bytes);

}  // namespace raccordo::app
