// Worklist: the missing codes with the records that wait for each and the suggestions
// (docs/mapping.md#suggestions). Shown by GET /v1/quarantine?group_by=code and by `quarantine list`.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/problem/language.hpp"
#include "app/rules/active_tables.hpp"
#include "model/issue.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/field_fills.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// True if a client may see counts of a source's records of a Comune (docs/protection.md#rule-15).
using Sees = std::function<bool(std::string_view source, std::string_view comune)>;

/// Keeps only visible counts; rows without any are removed.
std::vector<store::WorklistRow> seen_rows(std::vector<store::WorklistRow> rows, const Sees& sees);

/// The requested part of the worklist. Empty names select all.
struct WorklistQuery {
  std::string_view source, table;
  std::size_t limit = 0;    ///< rows at most; 0: all
  std::string_view cursor;  ///< of the previous page
};
struct WorklistPage {
  std::vector<store::WorklistRow> rows;
  std::string next;  ///< cursor; "" at the end
};
/// The codes with most waiting records come first. Nothing if the cursor is invalid.
std::optional<WorklistPage> worklist_page(std::vector<store::WorklistRow> rows, const WorklistQuery& query);

/// A record that waits, but not for a code: for a decision, or for its sender to correct it.
struct OtherWaiting {
  std::int64_t id = 0;
  std::string source, record_id, owner;
  std::string issue;  ///< the code of the issue it waits for, e.g. record-taken-over
  base::Instant received_at;
};
/// A record that waits for codes.
struct CodeWaiting {
  std::int64_t id = 0;
  std::string source, owner;
  std::vector<std::pair<std::string, std::string>> codes;  ///< table and code
};
struct WaitingRecords {
  std::vector<OtherWaiting> others;
  std::vector<CodeWaiting> for_codes;
};
/// Scans all waiting records of the source (of all if it is empty): for the command line.
WaitingRecords waiting_records(store::CaseStore& store, std::string_view source);

/// `{"rows":[...],"next":...}`, each row with suggestions; with `fields` the fields that became empty, and
/// with `records` those that do not wait for a code and with `waiting` those that do, if given.
std::string worklist_json(const WorklistPage& page, const ActiveTables& tables,
                          const std::vector<store::FallenField>& fallen,
                          const WaitingRecords* records = nullptr);

/// The suggestions for a row's code: those of the receipt of the record received last, by the tables now in
/// force.
std::vector<model::Suggestion> suggest_for(const store::WorklistRow& row, const ActiveTables& tables);

/// Whether personal fields are shown: in clear only with an audited reason.
enum class FieldSight : std::uint8_t { masked, clear };

/// One waiting record as JSON: its state, its waiting codes, its issues, and its fields with personal ones
/// masked. `sealed_context_opened` is the opened text of `row.sealed_fields`, or "" to omit the fields.
/// `newer`: the newer stored version of the record, shown as `newer_version`.
std::string waiting_record_json(const store::QuarantineRow& row, const std::string& fields,
                                FieldSight sight = FieldSight::masked,
                                std::optional<base::Instant> newer = {}, Language language = Language::en);

}  // namespace raccordo::app
