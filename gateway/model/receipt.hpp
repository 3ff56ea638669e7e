// The answer to a submission (docs/interface.md#receipt).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/issue.hpp"

namespace raccordo::model {

/// Stored as numbers: extend at the end, never reorder. RECEIVED: the body is durable, processing has not
/// started; PROCESSING: a process works on it; WAITING: a temporary cause (a full disk, a client not
/// configured) stops it, and it continues once the cause is removed; TRUNCATED: framing was lost after some
/// records; FAILED: nothing could be read (background submissions only: a synchronous one answers 400 and
/// stores nothing), or the body was set aside (issue processing-failed).
enum class SubmissionState : std::uint8_t { processing, completed, truncated, failed, received, waiting };
std::string_view to_string(SubmissionState state);
/// True if more of its records may follow.
bool is_open(SubmissionState state);

struct Counts {
  std::uint64_t received = 0, accepted = 0, unchanged = 0, quarantined = 0, rejected = 0;
  /// Adds one received record with this outcome.
  void count(Outcome outcome);
};

struct Receipt {
  std::string id;  ///< ULID; empty for a dry run
  std::string source;
  SubmissionState state = SubmissionState::completed;
  base::Instant received_at;
  Counts counts;
  std::map<std::string, std::int32_t> mapping_versions;  ///< table -> version in force
  std::vector<Issue> issues;                             ///< the first kReceiptIssues of them
  bool issues_truncated = false;
  bool dry_run = false;  ///< nothing was stored
};

/// Issues shown in a receipt; /v1/submissions/{id}/issues has all of them.
inline constexpr std::size_t kReceiptIssues = 1000;

}  // namespace raccordo::model
