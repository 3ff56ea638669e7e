#include "model/issue.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace raccordo::model {
namespace {

constexpr std::array<std::string_view, 4> kOutcomes = {"ACCEPTED", "UNCHANGED", "QUARANTINED", "REJECTED"};

constexpr std::array<std::string_view, kIssueCodes> kCodes = {
    "malformed-document", "truncated-document", "record-too-large",  "missing-field",
    "bad-date",           "bad-number",         "bad-fiscal-code",   "fiscal-code-mismatch",
    "unknown-comune",     "not-your-comune",    "end-before-start",  "date-in-future",
    "unmapped-code",      "ambiguous-code",     "expired-code",      "duplicate-record",
    "stale-version",      "bad-encoding",       "unknown-item",      "quarantine-expired",
    "value-too-long",     "beyond-retention",   "processing-failed", "unexpected-shape",
    "record-torn",        "field-fell-empty"};

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_string(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> parse_outcome(std::string_view text) { return find_name<Outcome>(kOutcomes, text); }

std::string_view to_string(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

std::string_view to_string(IssueCode code) { return kCodes[static_cast<std::size_t>(code)]; }
std::optional<IssueCode> parse_issue_code(std::string_view text) {
  return find_name<IssueCode>(kCodes, text);
}

Outcome outcome_of(IssueCode code) {
  switch (code) {
    case IssueCode::unmapped_code:
    case IssueCode::expired_code:
    case IssueCode::ambiguous_code:
    case IssueCode::fiscal_code_mismatch:
    case IssueCode::beyond_retention:
      return Outcome::quarantined;
    case IssueCode::stale_version:
      return Outcome::unchanged;
    default:
      return Outcome::rejected;
  }
}

namespace {

Issue passed_over(std::uint64_t record, std::string record_id) {
  Issue issue;
  issue.record = record;
  issue.record_id = std::move(record_id);
  issue.outcome = Outcome::unchanged;
  issue.severity = Severity::warning;
  issue.code = IssueCode::stale_version;
  issue.field = "version";
  return issue;
}

}  // namespace

Issue stale_issue(std::uint64_t record, std::string record_id, base::Instant version) {
  auto issue = passed_over(record, std::move(record_id));
  issue.message =
      "A newer version of this record is known already, so version " + base::to_string(version) +
      " was not applied. Nothing to do, unless the newer one is wrong: then send the record again "
      "with a later version.";
  return issue;
}

Issue received_earlier_issue(std::uint64_t record, std::string record_id) {
  auto issue = passed_over(record, std::move(record_id));
  issue.message =
      "This record was received again, with other content, after this document: the later one counts, so "
      "this "
      "one was not applied. Nothing to do, unless the later one is wrong: then send the record again.";
  return issue;
}

}  // namespace raccordo::model
