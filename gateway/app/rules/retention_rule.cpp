#include "app/rules/retention_rule.hpp"

namespace raccordo::app {

RetentionRule retention_rule(const Retention& retention, base::Instant now) {
  auto day = base::local_date(now);
  day.year = static_cast<std::int16_t>(day.year - retention.records_years_after_closure);
  if (day.month == 2 && day.day == 29) day.day = 28;
  return {day, retention.records_years_after_closure};
}

namespace {

/// Nobody closes a report: it is kept from its day on.
const std::optional<base::Date>& kept_from(const model::CaseRecord& record) {
  return record.kind == model::RecordKind::report ? record.opened : record.closed;
}

}  // namespace

bool is_beyond(const RetentionRule& rule, const model::CaseRecord& record) {
  const auto& from = kept_from(record);
  return from && *from < rule.closed_before;
}

model::Issue beyond_retention_warning(const RetentionRule& rule, const model::CaseRecord& record,
                                      const model::FieldRecord& fields) {
  model::Issue issue;
  issue.record = fields.number;
  issue.record_id = record.record_id;
  issue.severity = model::Severity::warning;
  issue.code = model::IssueCode::beyond_retention;
  const bool is_report = record.kind == model::RecordKind::report;
  const auto field = is_report ? model::Field::opened : model::Field::closed;
  issue.field = model::field_path(field, 0);
  if (const auto* value = fields.find(field)) issue.at = fields.place_of(value->node);
  issue.message =
      (is_report ? "The report is of " : "The case was closed on ") + base::to_string(*kept_from(record)) +
      ", more than " + std::to_string(rule.years) +
      " years ago. It counts in the extracts, but its number, its content and who the person is are "
      "not kept. Nothing needs to be done.";
  return issue;
}

}  // namespace raccordo::app
