// JSON forms of the values of the API: issues, receipts, record states, worklists. Keys as in
// schemas/openapi.yaml. Include from .cpp files only (RapidJSON).
#pragma once

#include <string>

#include "app/problem/language.hpp"
#include "base/json.hpp"
#include "model/issue.hpp"
#include "model/receipt.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// In another language than English also the English message, which says more than the sentence of the code,
/// as `technical`.
void write_issue(base::JsonWriter& writer, const model::Issue& issue, Language language = Language::en);
void write_counts(base::JsonWriter& writer, const model::Counts& counts);
void write_versions(base::JsonWriter& writer, const std::map<std::string, std::int32_t>& versions);
void write_suggestions(base::JsonWriter& writer, const std::vector<model::Suggestion>& suggestions);
std::string issue_json(const model::Issue& issue);
std::string receipt_json(const model::Receipt& receipt, Language language = Language::en);

void write_record_state(base::JsonWriter& writer, const store::RecordState& state,
                        Language language = Language::en);
/// A submission as listed: the receipt without its issues.
void write_submission(base::JsonWriter& writer, const store::SubmissionRow& row);
/// The current receipt of a stored submission.
model::Receipt receipt_of(const store::SubmissionRow& row, store::Page<model::Issue> issues);

}  // namespace raccordo::app
