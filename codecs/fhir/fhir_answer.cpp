#include "codecs/fhir/fhir_answer.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "base/text.hpp"
#include "codecs/fhir/fhir_format.hpp"
#include "model/fhir_expression.hpp"

namespace raccordo::codecs {
namespace {

using base::JsonWriter;
using model::IssueCode;
using model::Outcome;

std::string_view fact(const DocumentFacts& facts, std::string_view key) {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const auto& entry) { return entry.first == key; });
  return found == facts.end() ? std::string_view() : std::string_view(found->second);
}

std::size_t number_of(std::string_view text) {
  std::size_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

using Issues = std::vector<const model::Issue*>;

void write_issue(JsonWriter& writer, const model::Issue& issue, const DocumentAnswer& answer) {
  const bool is_error = issue.severity == model::Severity::error;
  writer.StartObject();
  base::put(writer, "severity", is_error ? "error" : "warning");
  base::put(writer, "code", fhir_issue_type(issue.code));
  base::key(writer, "details");
  writer.StartObject();
  base::key(writer, "coding");
  writer.StartArray();
  writer.StartObject();
  base::put(writer, "system", answer.public_url + "/fhir/CodeSystem/issue");
  base::put(writer, "code", to_string(issue.code));
  writer.EndObject();
  writer.EndArray();
  writer.EndObject();
  const auto line = issue.at.kind == model::Place::Kind::fhir ? issue.at.number : 0;
  base::put_if(
      writer, "diagnostics",
      line == 0 ? issue.message : answer.words.line + " " + std::to_string(line) + ": " + issue.message);
  if (issue.at.kind == model::Place::Kind::fhir) {
    base::key(writer, "expression");
    writer.StartArray();
    base::text(writer, model::fhir_expression(issue.at.path));
    writer.EndArray();
  }
  writer.EndObject();
}

void write_note(JsonWriter& writer, std::string_view severity, std::string_view code,
                const std::string& diagnostics) {
  writer.StartObject();
  base::put(writer, "severity", severity);
  base::put(writer, "code", code);
  base::put(writer, "diagnostics", diagnostics);
  writer.EndObject();
}

/// FHIR has no OperationOutcome without an issue: without any of ours it says `otherwise`. `last`: what is to
/// be said after the issues; "": nothing.
void write_outcome(JsonWriter& writer, const Issues& issues, const DocumentAnswer& answer,
                   const std::string& otherwise, const std::string& last) {
  writer.StartObject();
  base::put(writer, "resourceType", "OperationOutcome");
  base::key(writer, "issue");
  writer.StartArray();
  for (const auto* issue : issues) write_issue(writer, *issue, answer);
  if (issues.empty()) write_note(writer, "information", "informational", otherwise);
  if (!last.empty()) write_note(writer, "warning", "incomplete", last);
  writer.EndArray();
  writer.EndObject();
}

std::string_view status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::accepted:
      return "201 Created";
    case Outcome::unchanged:
      return "200 OK";
    case Outcome::quarantined:
      return "202 Accepted";
    case Outcome::rejected:
      break;
  }
  return "422 Unprocessable Entity";
}

/// The numbers of a fact. kEntryRecords: the record of each entry, from 1; 0: of none, or of several.
std::vector<std::size_t> numbers_of(const DocumentFacts& facts, std::string_view key) {
  std::vector<std::size_t> out;
  const auto text = fact(facts, key);
  if (text.empty()) return out;
  for (const auto word : base::split(text, ' ')) out.push_back(number_of(word));
  return out;
}

/// The issues by the entry where they stand; those without an entry of their record go to its first.
std::map<std::size_t, Issues> by_entry(const DocumentAnswer& answer, const std::vector<std::size_t>& owners) {
  constexpr std::string_view begin = "/entry/";
  std::map<std::size_t, Issues> out;
  std::unordered_map<std::size_t, std::size_t> first_of;  // entry of a record
  for (std::size_t i = 0; i < owners.size(); ++i) first_of.emplace(owners[i], i);
  for (const auto& issue : answer.issues) {
    const std::string_view path = issue.at.path;
    auto entry = owners.size();
    if (path.starts_with(begin)) entry = number_of(path.substr(begin.size()));
    // The entry of a shared resource has no outcome of its own.
    if (entry >= owners.size() || owners[entry] != issue.record) {
      if (const auto first = first_of.find(issue.record); first != first_of.end()) entry = first->second;
    }
    out[std::min(entry, owners.size() - 1)].push_back(&issue);
  }
  return out;
}

bool is_per_entry(const DocumentAnswer& answer) {
  const auto type = fact(answer.request, kBundleType);
  return (type == "batch" || type == "transaction") && !answer.refused_whole && !answer.outcomes.empty() &&
         answer.verdict != Verdict::refused && !answer.is_dry_run;
}

void write_entries(JsonWriter& writer, const DocumentAnswer& answer) {
  const auto owners = numbers_of(answer.request, kEntryRecords);
  const auto issues = by_entry(answer, owners);
  const auto unread = numbers_of(answer.request, kEntriesUnread);
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const bool has_record = owners[i] > 0 && owners[i] <= answer.outcomes.size();
    const auto outcome = has_record ? answer.outcomes[owners[i] - 1] : Outcome::unchanged;
    const auto found = issues.find(i);
    const bool is_refused = outcome == Outcome::rejected;
    const auto last =
        answer.issues_truncated && (is_refused || i + 1 == owners.size()) ? answer.words.more_issues : "";
    writer.StartObject();
    base::key(writer, "response");
    writer.StartObject();
    base::put(writer, "status", status_of(outcome));
    const bool is_unread = !is_refused && std::binary_search(unread.begin(), unread.end(), i);
    if (found != issues.end() || is_unread || !last.empty()) {
      base::key(writer, "outcome");
      write_outcome(writer, found == issues.end() ? Issues() : found->second, answer,
                    is_unread ? answer.words.not_read : answer.words.of_its_record, last);
    }
    writer.EndObject();
    writer.EndObject();
  }
}

class FhirAnswers final : public Protocol {
 public:
  std::string_view media_type() const override { return "application/fhir+json"; }
  bool has_words() const override { return true; }

  int status(const DocumentAnswer& answer) const override {
    if (answer.refused_whole) return 422;
    return is_per_entry(answer) ? 200 : answer.status;
  }

  std::string write(const DocumentAnswer& answer) const override {
    base::JsonBuffer buffer;
    JsonWriter writer(buffer);
    if (!is_per_entry(answer)) {
      Issues all;
      for (const auto& issue : answer.issues) all.push_back(&issue);
      write_outcome(writer, all, answer, answer.status == 202 ? answer.words.received : answer.words.all_well,
                    answer.issues_truncated ? answer.words.more_issues : "");
      return std::string(base::view(buffer));
    }
    writer.StartObject();
    base::put(writer, "resourceType", "Bundle");
    base::put_if(writer, "id", answer.id);
    base::put(writer, "type", std::string(fact(answer.request, kBundleType)) + "-response");
    base::put(writer, "timestamp", base::to_string(answer.created));
    base::key(writer, "entry");
    writer.StartArray();
    write_entries(writer, answer);
    writer.EndArray();
    writer.EndObject();
    return std::string(base::view(buffer));
  }
};

}  // namespace

std::string_view fhir_issue_type(IssueCode code) {
  switch (code) {
    case IssueCode::malformed_document:
    case IssueCode::truncated_document:
    case IssueCode::unexpected_shape:
    case IssueCode::bad_encoding:
    case IssueCode::record_torn:
      return "structure";
    case IssueCode::record_too_large:
    case IssueCode::value_too_long:
      return "too-long";
    case IssueCode::missing_field:
      return "required";
    case IssueCode::bad_date:
    case IssueCode::bad_number:
    case IssueCode::ambiguous_time:
      return "value";
    case IssueCode::unmapped_code:
    case IssueCode::expired_code:
    case IssueCode::unknown_item:
    case IssueCode::unknown_comune:
      return "code-invalid";
    case IssueCode::ambiguous_code:
      return "multiple-matches";
    case IssueCode::duplicate_record:
      return "duplicate";
    case IssueCode::not_your_comune:
      return "forbidden";
    case IssueCode::stale_version:
    case IssueCode::record_taken_over:
      return "conflict";
    case IssueCode::erased_meanwhile:
      return "deleted";
    case IssueCode::processing_failed:
      return "exception";
    default:
      return "business-rule";
  }
}

const Protocol& fhir_answers() {
  static const FhirAnswers answers;
  return answers;
}

}  // namespace raccordo::codecs
