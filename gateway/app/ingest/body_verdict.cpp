#include "app/ingest/body_verdict.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace raccordo::app {
namespace {

using model::SubmissionState;

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWaits = {{
    {kWaitsForClient,
     "The client that sent it is no longer in the gateway's configuration. It is processed once the "
     "administrator adds the client again."},
    {kWaitsForSource,
     "Its source is no longer in the gateway's configuration. It is processed once the administrator adds "
     "the "
     "source again."},
    {kWaitsForStore, "The store has too much to write at the moment. The gateway tries again by itself."},
    {kWaitsForDisk,
     "The gateway's disk is full. The gateway tries again by itself; the administrator must free space."},
    {kWaitsForFault,
     "A fault of the gateway's machine stopped it. The gateway tries again by itself; its log says what "
     "the fault is."},
}};

constexpr std::string_view kNext =
    " The administrators have been informed and have the document, sealed. Records counted in this receipt "
    "are "
    "stored. Send the rest in smaller documents, or wait: if the administrators have it processed again, "
    "this "
    "receipt changes.";

std::string words_of(const BodyOutcome& outcome) {
  if (outcome.end == BodyEnd::lost) {
    return "The gateway's copy of this document is missing or was changed, so it cannot be read. The "
           "administrators have been informed. Records counted in this receipt are stored; send the document "
           "again.";
  }
  std::string text = "Processing this document ended the program";
  if (outcome.reason == kTooMuchTime) {
    text = "This document used more time than a document of its size may";
  } else if (outcome.reason == kTooMuchMemory) {
    text = "This document used more memory than a document of its size may";
  } else if (outcome.end == BodyEnd::threw) {
    text = "Processing this document failed by a fault of the program";
  }
  return text + ", so it was set aside." + std::string(kNext);
}

model::Issue issue_of(const BodyOutcome& outcome) {
  model::Issue issue;
  issue.outcome = model::Outcome::rejected;
  issue.code = model::IssueCode::processing_failed;
  issue.message = words_of(outcome);
  return issue;
}

store::BodyNote failed_note(const store::SubmissionRow& row, const BodyOutcome& outcome) {
  return {row.id, SubmissionState::failed, row.attempts, "", issue_of(outcome), {}};
}

}  // namespace

BodyMode mode_of(std::int64_t attempts) {
  return attempts < kAttemptsTogether ? BodyMode::together : BodyMode::alone;
}

std::string_view words_of_wait(std::string_view reason) {
  const auto* const found =
      std::find_if(kWaits.begin(), kWaits.end(), [&](const auto& each) { return each.first == reason; });
  return found == kWaits.end() ? std::string_view() : found->second;
}

store::BodyNote begin_note(const store::SubmissionRow& row) {
  return {row.id, SubmissionState::processing, row.attempts + 1, "", {}, {}};
}

store::BodyNote end_note(const store::SubmissionRow& row, BodyMode mode, const BodyOutcome& outcome) {
  switch (outcome.end) {
    case BodyEnd::waits:
      return {row.id, SubmissionState::waiting, row.attempts, outcome.reason, {}, {}};
    case BodyEnd::threw:
      if (mode == BodyMode::alone) return failed_note(row, outcome);
      return {row.id, SubmissionState::waiting, row.attempts + 1, std::string(kWaitsForFault), {}, {}};
    case BodyEnd::lost:
    case BodyEnd::crashed:
      return failed_note(row, outcome);
    case BodyEnd::done:
    case BodyEnd::stopped:
      break;
  }
  return {row.id, SubmissionState::received, row.attempts, "", {}, {}};
}

std::chrono::seconds pause_after(unsigned attempts) {
  constexpr unsigned kDoublings = 5;
  return std::min(kRetryPause, std::chrono::seconds(1U << std::min(attempts, kDoublings)));
}

BodyLimits limits_for(std::uint64_t body_bytes) {
  constexpr std::uint64_t kMiB = 1 << 20;
  BodyLimits limits;
  limits.memory = 1024 * kMiB + body_bytes / 8;
  limits.processor = std::chrono::seconds(60 + 2 * (body_bytes / kMiB));
  limits.wall = 3 * limits.processor + std::chrono::seconds(60);
  return limits;
}

}  // namespace raccordo::app
