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
    "record-torn",        "field-fell-empty",   "record-taken-over", "person-changed",
    "erased-meanwhile",   "ambiguous-time",     "consent-missing",   "not-your-body"};

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_string(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

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
    case IssueCode::record_taken_over:
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

namespace {

Issue issue_of_record(IssueCode code, Outcome outcome, std::uint64_t record, std::string record_id) {
  Issue issue;
  issue.code = code;
  issue.outcome = outcome;
  issue.record = record;
  issue.record_id = std::move(record_id);
  return issue;
}

}  // namespace

Issue not_your_comune_issue(std::uint64_t record, std::string record_id, std::string_view owner) {
  auto issue = issue_of_record(IssueCode::not_your_comune, Outcome::rejected, record, std::move(record_id));
  issue.field = "owner";
  issue.message = "This client may not send this record";
  if (!owner.empty()) issue.message += " for Comune " + std::string(owner);
  issue.message +=
      ": check the Comune in charge and the record's number. If both are right, ask the administrator which "
      "Comuni this client may send for. Nothing stored was changed.";
  return issue;
}

Issue not_your_body_issue(std::uint64_t record, std::string record_id) {
  auto issue = issue_of_record(IssueCode::not_your_body, Outcome::rejected, record, std::move(record_id));
  issue.field = "managed_by";
  issue.message =
      "This client may not report for this body: check the body's codice fiscale or RUNTS number. If it is "
      "right, ask the administrator for which bodies this client may report (`bodies` in clients.yaml).";
  return issue;
}

Issue taken_over_issue(std::uint64_t record, std::string record_id, std::string owner) {
  auto issue =
      issue_of_record(IssueCode::record_taken_over, Outcome::quarantined, record, std::move(record_id));
  issue.field = "record_id";
  issue.value = std::move(owner);
  issue.message =
      "A case with this number is stored for another Comune and another person. This record waits until an "
      "administrator accepts or rejects it; the stored one still counts. If your program gives the same "
      "number to cases of several Comuni, say so to the administrator.";
  return issue;
}

Issue person_changed_issue(std::uint64_t record, std::string record_id) {
  auto issue = issue_of_record(IssueCode::person_changed, Outcome::accepted, record, std::move(record_id));
  issue.severity = Severity::warning;
  issue.field = "person.id";
  issue.message =
      "This case was about another person until now. If an identifier was corrected, nothing is to be done; "
      "if the number was given to a new case, give that case a number of its own.";
  return issue;
}

Issue erased_issue(std::uint64_t record) {
  auto issue = issue_of_record(IssueCode::erased_meanwhile, Outcome::rejected, record, "");
  issue.message =
      "This record, or its person, was erased after the document had been received, so it was not stored. "
      "Send the record again only if it shall be held again.";
  return issue;
}

Issue not_withdrawn_issue(std::uint64_t record, std::string record_id, KeptBy why) {
  auto issue = issue_of_record(IssueCode::processing_failed, Outcome::rejected, record, std::move(record_id));
  issue.message = why == KeptBy::restriction
                      ? "The processing of this person's data is restricted (art. 18 GDPR), so the record "
                        "was not withdrawn; ask the data protection officer."
                      : "Several Comuni have a record of this id, so none was withdrawn; withdraw it with "
                        "DELETE and ?comune=.";
  return issue;
}

}  // namespace raccordo::model
