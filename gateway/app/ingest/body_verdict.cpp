#include "app/ingest/body_verdict.hpp"

#include <algorithm>
#include <utility>

#include "app/problem/phrases.hpp"

namespace raccordo::app {
namespace {

using model::SubmissionState;

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

std::string_view words_of_wait(std::string_view reason, Language language) {
  return sentence_in(reason, language);
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
