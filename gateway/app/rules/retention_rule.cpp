#include "app/rules/retention_rule.hpp"

namespace raccordo::app {

RetentionRule retention_rule(const Retention& retention, base::Instant now) {
  auto day = base::local_date(now);
  day.year = static_cast<std::int16_t>(day.year - retention.records_years_after_closure);
  if (day.month == 2 && day.day == 29) day.day = 28;
  return {day, retention.records_years_after_closure};
}

bool is_beyond(const RetentionRule& rule, const model::CaseRecord& record) {
  return record.closed && *record.closed < rule.closed_before;
}

model::Issue beyond_retention_warning(const RetentionRule& rule, const model::CaseRecord& record,
                                      const model::FieldRecord& fields) {
  model::Issue issue;
  issue.record = fields.number;
  issue.record_id = record.record_id;
  issue.severity = model::Severity::warning;
  issue.code = model::IssueCode::beyond_retention;
  issue.field = model::field_path(model::Field::closed, 0);
  if (const auto* value = fields.find(model::Field::closed)) issue.at = fields.place_of(value->node);
  issue.message =
      "The case was closed on " + base::to_string(*record.closed) + ", more than " +
      std::to_string(rule.years) +
      " years ago. It counts in the extracts, but its number, its content and who the person is are "
      "not kept. Nothing needs to be done.";
  return issue;
}

}  // namespace raccordo::app
