// What can be wrong with a record, where in the sender's document, and the outcome of the record. Made by
// codecs, mapping, privacy, intake and store; shown to senders in receipts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace raccordo::model {

/// The outcome of a record (docs/records.md#outcomes).
enum class Outcome : std::uint8_t { accepted, unchanged, quarantined, rejected };
std::string_view to_string(Outcome outcome);  // "ACCEPTED", ...

enum class Severity : std::uint8_t { error, warning };
std::string_view to_string(Severity severity);

/// Every code of an issue (docs/records.md#issues); extend at the end, never rename.
enum class IssueCode : std::uint8_t {
  malformed_document,
  truncated_document,
  record_too_large,
  missing_field,
  bad_date,
  bad_number,
  bad_fiscal_code,
  fiscal_code_mismatch,
  unknown_comune,
  not_your_comune,
  end_before_start,
  date_in_future,
  unmapped_code,
  ambiguous_code,
  expired_code,
  duplicate_record,
  stale_version,
  bad_encoding,
  unknown_item,
  quarantine_expired,
  value_too_long,
  beyond_retention,
  processing_failed,
  unexpected_shape,
  record_torn,
  field_fell_empty,
  record_taken_over,
  person_changed,
  erased_meanwhile,
  ambiguous_time,
  consent_missing,
  not_your_body
};
inline constexpr std::size_t kIssueCodes = 32;
std::string_view to_string(IssueCode code);  // "unmapped-code", ...
std::optional<IssueCode> parse_issue_code(std::string_view text);

/// The outcome an *error* of this code gives to its record: quarantined for unmapped-code, expired-code,
/// ambiguous-code, fiscal-code-mismatch, beyond-retention and record-taken-over; unchanged for stale-version;
/// rejected for all
/// others.
Outcome outcome_of(IssueCode code);

/// Where in the sender's document. JSON: `pointer` (RFC 6901). XML: `path` and `line`. CSV: `row`, `column`.
/// FHIR: `pointer`, the same as `expression` (FHIRPath), and in NDJSON `line`.
struct Place {
  enum class Kind : std::uint8_t { none, json, xml, csv, fhir };
  Kind kind = Kind::none;
  std::string path;          ///< JSON pointer, XML path (local names, positions from 1) or CSV column name
  std::uint64_t number = 0;  ///< line of XML or NDJSON, or CSV row; from 1 (the header is row 1)
};

/// A shared code that a missing code may have meant; score in [0, 1].
struct Suggestion {
  std::string target;
  std::string label;
  double score = 0;
  /// What it rests on most: `words` are alike, a table maps this `label`, or a like `code`. Not stored: ""
  /// once read.
  std::string_view why = {};
};

struct Issue {
  std::uint64_t record = 0;  ///< position of the record in its document, from 1; 0 for the document itself
  std::string record_id;
  Outcome outcome = Outcome::accepted;  ///< the record's outcome; set once all its issues are known
  Severity severity = Severity::error;
  IssueCode code = IssueCode::malformed_document;
  std::string field;  ///< shared field, e.g. `interventions[0].type`
  std::string table;  ///< mapping table, for the three code issues
  std::string value;  ///< the source's code, for the three code issues only; masked if it holds an identifier
  Place at;
  std::string message;  ///< what is wrong and what to do, without personal data
  std::vector<Suggestion> suggestions;
};

/// The warning of a record that was passed over because a newer version is known (store and receipts).
Issue stale_issue(std::uint64_t record, std::string record_id, base::Instant version);
/// The same for a record that was received before the stored one but processed after it.
Issue received_earlier_issue(std::uint64_t record, std::string record_id);
/// The error of a record that its client may not send: the Comune it names, or the stored owner, is not one
/// of the client's. The text is the same in both cases, because it must not reveal what is stored.
Issue not_your_comune_issue(std::uint64_t record, std::string record_id, std::string_view owner);
/// The error of a report of a body for which its client may not report.
Issue not_your_body_issue(std::uint64_t record, std::string record_id);
/// The error of a record whose Comune and person both differ from the stored record: an administrator
/// decides.
Issue taken_over_issue(std::uint64_t record, std::string record_id, std::string owner);
/// The warning of a record that is about another person than before.
Issue person_changed_issue(std::uint64_t record, std::string record_id);
/// The error of a record that was erased after its document was received. It does not name the record.
Issue erased_issue(std::uint64_t record);
/// The error of a record that its sender takes back and that may not be erased: the person's data are
/// restricted, or several Comuni have a record of the id.
enum class KeptBy : std::uint8_t { restriction, several };
Issue not_withdrawn_issue(std::uint64_t record, std::string record_id, KeptBy why);

}  // namespace raccordo::model
