#include "app/forms/json_forms.hpp"

#include <algorithm>
#include <cmath>

#include "app/problem/phrases.hpp"
#include "model/fhir_expression.hpp"

namespace raccordo::app {
namespace {

void write_place(base::JsonWriter& writer, const model::Place& at) {
  if (at.kind == model::Place::Kind::none) return;
  base::key(writer, "at");
  writer.StartObject();
  switch (at.kind) {
    case model::Place::Kind::json:
      base::put(writer, "pointer", at.path);
      break;
    case model::Place::Kind::fhir:
      base::put(writer, "expression", model::fhir_expression(at.path));
      base::put(writer, "pointer", at.path);
      if (at.number != 0) base::put_number(writer, "line", at.number);
      break;
    case model::Place::Kind::xml:
      base::put(writer, "path", at.path);
      base::put_number(writer, "line", at.number);
      break;
    case model::Place::Kind::csv:
      base::put_number(writer, "row", at.number);
      base::put_if(writer, "column", at.path);
      break;
    case model::Place::Kind::none:
      break;
  }
  writer.EndObject();
}

/// The issues are incomplete: a record has more than are reported (codecs add this warning), or its
/// submission has more than are stored, so that a rejected record has none left.
bool lacks_issues(model::Outcome outcome, const std::vector<model::Issue>& issues) {
  if (issues.empty()) return outcome == model::Outcome::rejected;
  return std::any_of(issues.begin(), issues.end(), [](const model::Issue& issue) {
    return issue.code == model::IssueCode::record_too_large && issue.severity == model::Severity::warning;
  });
}

/// `sent`: a record's state or its last attempt.
template <class Sending>
void write_sending(base::JsonWriter& writer, const Sending& sent, Language language) {
  base::put(writer, "outcome", model::to_string(sent.outcome));
  base::put(writer, "submission", sent.submission);
  base::put(writer, "received_at", base::to_string(sent.received_at));
  base::key(writer, "issues");
  writer.StartArray();
  for (const auto& issue : sent.issues) write_issue(writer, issue, language);
  writer.EndArray();
  if (!lacks_issues(sent.outcome, sent.issues)) return;
  base::key(writer, "issues_truncated");
  writer.Bool(true);
}

void write_head(base::JsonWriter& writer, const model::Receipt& receipt) {
  base::put_if(writer, "id", receipt.id);
  base::put(writer, "source", receipt.source);
  base::put(writer, "state", model::to_string(receipt.state));
  if (receipt.dry_run) {
    base::key(writer, "dry_run");
    writer.Bool(true);
  }
  base::put(writer, "received_at", base::to_string(receipt.received_at));
  write_counts(writer, receipt.counts);
  write_versions(writer, receipt.mapping_versions);
}

}  // namespace

void write_suggestions(base::JsonWriter& writer, const std::vector<model::Suggestion>& suggestions) {
  base::key(writer, "suggestions");
  writer.StartArray();
  for (const auto& suggestion : suggestions) {
    writer.StartObject();
    base::put(writer, "target", suggestion.target);
    base::put(writer, "label", suggestion.label);
    base::key(writer, "score");
    writer.Double(std::round(suggestion.score * 100) / 100);
    writer.EndObject();
  }
  writer.EndArray();
}

void write_issue(base::JsonWriter& writer, const model::Issue& issue, Language language) {
  writer.StartObject();
  if (issue.record != 0) base::put_number(writer, "record", issue.record);
  base::put_if(writer, "record_id", issue.record_id);
  if (issue.record != 0) base::put(writer, "outcome", model::to_string(issue.outcome));
  base::put(writer, "severity", model::to_string(issue.severity));
  base::put(writer, "code", model::to_string(issue.code));
  base::put_if(writer, "field", issue.field);
  base::put_if(writer, "table", issue.table);
  base::put_if(writer, "value", issue.value);
  write_place(writer, issue.at);
  base::put(writer, "message", message_in(issue, language));
  if (language != Language::en) base::put_if(writer, "technical", issue.message);
  if (!issue.suggestions.empty()) write_suggestions(writer, issue.suggestions);
  writer.EndObject();
}

void write_counts(base::JsonWriter& writer, const model::Counts& counts) {
  base::key(writer, "counts");
  writer.StartObject();
  base::put_number(writer, "received", counts.received);
  base::put_number(writer, "accepted", counts.accepted);
  base::put_number(writer, "unchanged", counts.unchanged);
  base::put_number(writer, "quarantined", counts.quarantined);
  base::put_number(writer, "rejected", counts.rejected);
  writer.EndObject();
}

void write_versions(base::JsonWriter& writer, const std::map<std::string, std::int32_t>& versions) {
  base::key(writer, "mapping_versions");
  writer.StartObject();
  for (const auto& [table, version] : versions) {
    base::key(writer, table);
    writer.Int(version);
  }
  writer.EndObject();
}

std::string issue_json(const model::Issue& issue) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  write_issue(writer, issue);
  return std::string(base::view(buffer));
}

std::string receipt_json(const model::Receipt& receipt, Language language) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_head(writer, receipt);
  base::key(writer, "issues");
  writer.StartArray();
  for (const auto& issue : receipt.issues) write_issue(writer, issue, language);
  writer.EndArray();
  base::key(writer, "issues_truncated");
  writer.Bool(receipt.issues_truncated);
  writer.EndObject();
  return std::string(base::view(buffer));
}

void write_record_state(base::JsonWriter& writer, const store::RecordState& state, Language language) {
  writer.StartObject();
  base::put_if(writer, "record_id", state.record_id);
  if (state.anonymised) {
    base::put(writer, "outcome", "ANONYMISED");
    base::key(writer, "issues");
    writer.StartArray();
    for (const auto& issue : state.issues) write_issue(writer, issue, language);
    writer.EndArray();
  } else {
    base::put_if(writer, "owner", state.owner);
    base::put_if(writer, "managed_by", state.body);
    base::put(writer, "version", base::to_string(state.version));
    write_sending(writer, state, language);
  }
  if (state.last_attempt) {
    base::key(writer, "last_attempt");
    writer.StartObject();
    write_sending(writer, *state.last_attempt, language);
    writer.EndObject();
  }
  writer.EndObject();
}

model::Receipt receipt_of(const store::SubmissionRow& row, store::Page<model::Issue> issues) {
  model::Receipt receipt;
  receipt.id = row.id;
  receipt.source = row.source;
  receipt.state = row.state;
  receipt.received_at = row.received_at;
  receipt.counts = row.counts;
  receipt.mapping_versions = row.mapping_versions;
  receipt.issues = std::move(issues.items);
  receipt.issues_truncated = !issues.next.empty();
  return receipt;
}

void write_submission(base::JsonWriter& writer, const store::SubmissionRow& row) {
  writer.StartObject();
  write_head(writer, receipt_of(row, {}));
  writer.EndObject();
}

}  // namespace raccordo::app
