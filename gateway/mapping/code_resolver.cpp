#include "mapping/code_resolver.hpp"

#include "base/text.hpp"
#include "mapping/code_text.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/record_issue.hpp"
#include "mapping/target_codes.hpp"

namespace raccordo::mapping {
namespace {

using model::FieldValue;
using model::IssueCode;

/// With more missing codes than this a record gets no suggestions for the rest: it is not a mistake in single
/// codes.
constexpr std::size_t kSuggestedPerRecord = 50;

/// The code system that a field's table maps to.
std::string_view code_system_of(model::Field field) {
  const auto& row = model::info(field);
  return row.kind == model::FieldKind::comune ? kTerritory : row.code_system;
}

/// Mentions the original form of a code that was sent with invisible characters in its label. Not for an
/// identifier.
void show_unseen(const FieldValue& sent, FieldValue& value) {
  if (is_plain_code(sent.text) || model::is_masked_code(value.text)) return;
  const auto seen = visible_code(base::trim(sent.text));
  if (seen == value.text) return;
  value.label = value.label.empty() ? seen : value.label + " (sent as " + seen + ")";
}

std::string unmapped_message(const FieldValue& value) {
  return "No approved row of the mapping table " + in_quotes(value.table) + " maps the code " +
         in_quotes(visible_code(value.text)) +
         ". Ask the administrator of the tables to map it, or send the record again with a code of the "
         "table.";
}

std::string unknown_owner_message(const FieldValue& value) {
  return "The person lives in no Comune of the territory, and no approved row of the mapping table " +
         in_quotes(value.table) + " gives a Comune for the body " + in_quotes(visible_code(value.text)) +
         ". Send the Comune of residence, or ask the administrator of the tables to add the body.";
}

std::string ambiguous_message(const FieldValue& value) {
  return "The code " + in_quotes(visible_code(value.text)) + " has several rows in the mapping table " +
         in_quotes(value.table) +
         ", each for its time, and the record has no date to choose by. Send the start date of the item or "
         "the date on which the case was opened.";
}

std::string expired_message(const FieldValue& value, const base::Date& date, const Row& nearest) {
  std::string validity;
  if (nearest.valid_from) validity += " from " + to_string(*nearest.valid_from);
  if (nearest.valid_to) validity += " to " + to_string(*nearest.valid_to);
  return "The code " + in_quotes(visible_code(value.text)) + " of the mapping table " +
         in_quotes(value.table) + " is not valid on " + to_string(date) + " (valid" + validity +
         "). Send the code in use on that date, or ask the administrator of the tables to extend it.";
}

}  // namespace

Lookup CodeResolver::look_up(const Table& table, FieldValue& value,
                             const std::optional<base::Date>& date) const {
  const auto found = table.find(value.text, date);
  if (found.kind != Lookup::Kind::unmapped || !mask_) return found;
  value.text = mask_(value.text);
  return model::is_masked_code(value.text) ? table.find(value.text, date) : found;
}

model::Coded CodeResolver::resolve(const model::FieldRecord& fields, const FieldValue& sent,
                                   const std::optional<base::Date>& date, Mapped& out) {
  if (sent.table.empty()) return shared_already(fields, sent, out);
  const auto* table = tables_.find(sent.table);
  if (table != nullptr && is_plain_code(sent.text)) {
    // Nearly every code is mapped, and in the form in which tables are searched.
    const auto found = table->find_plain(sent.text, date);
    if (found.kind == Lookup::Kind::mapped)
      return {found.row->target_code, sent.text, mask_ ? mask_(sent.label) : sent.label, sent.table,
              table->version()};
  }
  auto value = sent;
  value.text = comparable_code(sent.text);
  if (mask_) value.label = mask_(value.label);
  if (mask_ && table == nullptr) value.text = mask_(value.text);
  const auto found = table ? look_up(*table, value, date) : Lookup{};
  show_unseen(sent, value);
  if (found.kind == Lookup::Kind::ignored) return {};
  const auto version = table ? table->version() : 0;
  if (found.kind == Lookup::Kind::mapped)
    return {found.row->target_code, std::move(value.text), std::move(value.label), std::move(value.table),
            version};
  model::Coded coded{"", value.text, value.label, value.table, version};
  switch (found.kind) {
    case Lookup::Kind::expired:
      keep_waiting(fields, value, {IssueCode::expired_code, expired_message(value, *date, *found.row), date},
                   out);
      break;
    case Lookup::Kind::ambiguous:
      keep_waiting(fields, value, {IssueCode::ambiguous_code, ambiguous_message(value), date}, out);
      break;
    default:
      if (value.field == model::Field::owner && fields.owner_must_map) {
        out.issues.push_back(
            issue_on(fields, value, IssueCode::unknown_comune, unknown_owner_message(value)));
        break;
      }
      keep_waiting(fields, value, {IssueCode::unmapped_code, unmapped_message(value), date}, out);
  }
  return coded;
}

model::Coded CodeResolver::shared_already(const model::FieldRecord& fields, const FieldValue& value,
                                          Mapped& out) const {
  const auto system = code_system_of(value.field);
  if (TargetCodes(scheme_, system).contains(value.text)) return {value.text, "", "", "", 0};
  auto issue = issue_on(fields, value, IssueCode::unknown_item,
                        "The value is not a code of the shared code system " + in_quotes(system) +
                            " and was left out. Send a shared code, or have the source's profile name a "
                            "mapping table for this field.");
  issue.severity = model::Severity::warning;
  out.issues.push_back(std::move(issue));
  return {};
}

std::string_view CodeResolver::parent_of(const model::FieldRecord& fields, const FieldValue& value) {
  if (value.field != model::Field::intervention_type) return {};
  if (areas_.empty()) {
    areas_.assign(std::size_t{value.item} + 1, nullptr);
    for (const auto& each : fields.values) {
      if (each.field != model::Field::intervention_area) continue;
      if (each.item >= areas_.size()) areas_.resize(std::size_t{each.item} + 1, nullptr);
      if (areas_[each.item] == nullptr) areas_[each.item] = &each;
    }
  }
  const auto* area = value.item < areas_.size() ? areas_[value.item] : nullptr;
  if (area == nullptr) return {};
  if (area->table.empty()) return area->text;
  const auto* table = tables_.find(area->table);
  const auto found = table ? table->find(area->text, std::nullopt) : Lookup{};
  return found.kind == Lookup::Kind::mapped ? std::string_view(found.row->target_code) : std::string_view();
}

void CodeResolver::keep_waiting(const model::FieldRecord& fields, const FieldValue& value, Reason reason,
                                Mapped& out) {
  auto issue = issue_on(fields, value, reason.code, std::move(reason.message));
  issue.table = value.table;
  issue.value = value.text;
  WaitingCode waiting{value.table, value.text, value.label, std::string(parent_of(fields, value)),
                      reason.date};
  if (out.waiting.size() < kSuggestedPerRecord) {
    issue.suggestions = suggester_.suggest(code_system_of(value.field), source_, waiting);
  }
  out.issues.push_back(std::move(issue));
  out.waiting.push_back(std::move(waiting));
}

}  // namespace raccordo::mapping
