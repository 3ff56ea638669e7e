// BodyVerdict: the state of a spooled body after its processing ended, and how it is processed next. Pure
// decisions, applied by Background: a body that was being processed at two ends of the process runs alone, in
// a separate process with limits, and only the result of that process counts against it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/problem/language.hpp"
#include "model/receipt.hpp"
#include "store/interface/body_note.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// Number of ends of the gateway's process during which a body may be in progress.
inline constexpr std::int64_t kAttemptsTogether = 2;
/// The longest pause before a body is tried again.
inline constexpr std::chrono::seconds kRetryPause{30};

enum class BodyMode : std::uint8_t { together, alone };
BodyMode mode_of(std::int64_t attempts);

enum class BodyEnd : std::uint8_t {
  done,     ///< its last piece is stored
  stopped,  ///< the gateway ends regularly
  waits,    ///< a temporary fault, or something the administrator must restore
  threw,    ///< an exception that is not a fault of the system, or out of memory
  lost,     ///< the spooled body is missing, or its seal does not open
  crashed   ///< its own process ended by a signal or at a limit
};

/// `reason`: why it waits (see words_of_wait), or how its own process ended (kCrash...).
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
std::string_view words_of_wait(std::string_view reason, Language language = Language::en);

/// Written before the first byte is read: the attempt counts from here on.
store::BodyNote begin_note(const store::SubmissionRow& row);
/// Written at the end, unless it is done, because its last piece has stored that. `row` is as it was before
/// the start: a regular end takes back what begin_note counted.
store::BodyNote end_note(const store::SubmissionRow& row, BodyMode mode, const BodyOutcome& outcome);

/// Grows with every failed attempt in a row, up to kRetryPause.
std::chrono::seconds pause_after(unsigned attempts);

/// The limits of a separate process for a body of this size; a normal body needs a small part of them.
struct BodyLimits {
  std::uint64_t memory = 0;  ///< bytes of address space
  std::chrono::seconds processor{0}, wall{0};
};
BodyLimits limits_for(std::uint64_t body_bytes);

}  // namespace raccordo::app
