#include "mapping/record_checks.hpp"

#include <algorithm>
#include <array>

#include "mapping/record_issue.hpp"
#include "mapping/record_slots.hpp"
#include "model/shown_value.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::IssueCode;

constexpr std::int64_t kDayMicros = std::int64_t{86400} * 1000000;

/// Required fields. `opened` is required of the record although a profile need not fill it: a checker may
/// find it.
constexpr std::array<Field, 5> kRequired = {Field::record_id, Field::owner, Field::opened,
                                            Field::person_id_type, Field::person_id};

/// Pairs of dates of which the second may not be before the first.
constexpr std::array<std::pair<Field, Field>, 4> kOrdered = {
    {{Field::opened, Field::closed},
     {Field::opened, Field::closure_date},
     {Field::plan_start, Field::plan_end},
     {Field::intervention_start, Field::intervention_end}}};

/// An error without a field: the record could not be read completely, so missing fields are not reported.
bool is_unreadable(const model::FieldRecord& fields) {
  return std::any_of(fields.issues.begin(), fields.issues.end(), [](const model::Issue& issue) {
    return issue.severity == model::Severity::error && issue.field.empty();
  });
}

bool holds(const model::FieldRecord& fields, const model::CaseRecord& record, Field field) {
  if (field == Field::owner) return !record.owner.empty();
  const auto* value = fields.find(field);
  return value && !value->text.empty();
}

void check_required(const model::FieldRecord& fields, Mapped& out) {
  if (is_unreadable(fields)) return;
  for (const auto field : kRequired) {
    if (holds(fields, out.record, field) || has_error_on(out.issues, field)) continue;
    // The kind of a missing identifier is irrelevant.
    if (field == Field::person_id_type && !holds(fields, out.record, Field::person_id)) continue;
    out.issues.push_back(
        issue_without_value(field, IssueCode::missing_field,
                            "The required field " + model::field_path(field, 0) +
                                " is missing or empty. Fill it in and send the record again."));
  }
}

void check_owner(const model::FieldRecord& fields, const model::Scheme& scheme, Mapped& out) {
  const auto* value = fields.find(Field::owner);
  if (!value || out.record.owner.empty() || scheme.territory.by_istat(out.record.owner)) return;
  if (has_error_on(out.issues, Field::owner)) return;
  out.issues.push_back(issue_on(fields, *value, IssueCode::unknown_comune,
                                "The owner, " + model::shown_value(Field::owner, out.record.owner, {}) +
                                    ", is not a Comune of the province. Send the ISTAT code of the Comune in "
                                    "charge of the case."));
}

void check_order(const model::FieldRecord& fields, const model::FieldValue& end, Mapped& out) {
  for (const auto& [first, second] : kOrdered) {
    if (end.field != second) continue;
    const auto& start_date = *date_slot(out.record, first, end.item);
    const auto& end_date = *date_slot(out.record, second, end.item);
    if (!start_date || !end_date || *start_date <= *end_date) continue;
    out.issues.push_back(issue_on(fields, end, IssueCode::end_before_start,
                                  model::field_path(second, end.item) + " " + to_string(*end_date) +
                                      " lies before " + model::field_path(first, end.item) + " " +
                                      to_string(*start_date) + ". Correct one of the two dates."));
  }
}

void check_future(const model::FieldRecord& fields, const model::FieldValue& value, const base::Date& today,
                  Mapped& out) {
  if (model::info(value.field).planned) return;
  const auto date = base::parse_iso_date(value.text);
  if (!date || *date <= today) return;
  const bool is_birth = value.field == Field::person_birth_date;  // personal: only the place is reported
  out.issues.push_back(issue_on(fields, value, IssueCode::date_in_future,
                                "The date of " + model::field_path(value.field, value.item) +
                                    (is_birth ? std::string() : ", " + to_string(*date) + ",") +
                                    " lies in the future, after today, " + to_string(today) +
                                    "; only plans and interventions may. Correct the date."));
}

void check_version(const model::FieldRecord& fields, base::Instant now, Mapped& out) {
  const auto* value = fields.find(Field::version);
  if (!value || !out.record.version || out.record.version->micros <= now.micros + kDayMicros) return;
  out.issues.push_back(issue_on(fields, *value, IssueCode::date_in_future,
                                "The version " + to_string(*out.record.version) +
                                    " lies more than a day in the future (received " + to_string(now) +
                                    "). Check the clock of the sending "
                                    "system and send the record again."));
}

model::Issue& warn(const model::FieldRecord& fields, const model::FieldValue& value, IssueCode code,
                   std::string message, Mapped& out) {
  out.issues.push_back(issue_on(fields, value, code, std::move(message)));
  out.issues.back().severity = model::Severity::warning;
  return out.issues.back();
}

/// A case that is open has not ended for a reason.
void check_closure(const model::FieldRecord& fields, Mapped& out) {
  const auto* reason = fields.find(Field::closure_reason);
  if (reason == nullptr || out.record.closed || out.record.closure.date) return;
  if (fields.find(Field::closed) != nullptr || fields.find(Field::closure_date) != nullptr) return;
  warn(fields, *reason, IssueCode::missing_field,
       "There is a reason of closing and no day, so the case counts as open. Send the day on which it "
       "ended, or leave the reason out.",
       out);
}

/// Nothing costs less than nothing: the sums of the tables, and the rules that protect them, rest on that.
void check_amount(const model::FieldRecord& fields, const model::FieldValue& value, Mapped& out) {
  if (!value.text.starts_with('-') || value.text.find_first_of("123456789") == std::string::npos) return;
  out.issues.push_back(issue_on(
      fields, value, IssueCode::bad_number,
      "The value of " + model::field_path(value.field, value.item) +
          " is less than zero. Send what was given and what it cost; a refund is no service of its own: "
          "lower the amount of the one it belongs to."));
}

/// Left out if it is not plausible: no table may count a household of nobody, or of a town.
void check_members(const model::FieldRecord& fields, Mapped& out) {
  constexpr std::int64_t kMost = 99;
  auto& members = out.record.person.household.members;
  const auto* value = fields.find(Field::household_members);
  if (value == nullptr || !members || (*members >= 1 && *members <= kMost)) return;
  members.reset();
  warn(fields, *value, IssueCode::bad_number,
       "A household has 1 to " + std::to_string(kMost) +
           " members, with the person; this number was left out. Correct it, or leave it out.",
       out);
}

/// A report without a need is a report of nothing.
void check_needs(const model::FieldRecord& fields, Mapped& out) {
  if (out.record.kind != model::RecordKind::report || !out.record.needs.empty()) return;
  const auto needs = model::to_string(model::List::needs);
  const bool is_told = std::any_of(out.issues.begin(), out.issues.end(),
                                   [&](const model::Issue& issue) { return issue.field.starts_with(needs); });
  if (is_told || is_unreadable(fields)) return;
  auto issue = issue_without_value(
      Field::need_code, IssueCode::missing_field,
      "The report names no need, so no table of needs counts it. Send it again with what the person needs.");
  issue.severity = model::Severity::warning;
  issue.field = needs;
  out.issues.push_back(std::move(issue));
}

}  // namespace

void check_record(const model::FieldRecord& fields, const model::Scheme& scheme, base::Instant now,
                  Mapped& out) {
  check_required(fields, out);
  check_owner(fields, scheme, out);
  check_version(fields, now, out);
  check_closure(fields, out);
  check_members(fields, out);
  check_needs(fields, out);
  const auto today = base::local_date(now);
  for (const auto& value : fields.values) {
    const auto kind = model::info(value.field).kind;
    if (kind == model::FieldKind::money || kind == model::FieldKind::number) check_amount(fields, value, out);
    const bool dated = kind == model::FieldKind::date || kind == model::FieldKind::partial_date;
    if (!dated || !value.table.empty()) continue;
    check_order(fields, value, out);
    check_future(fields, value, today, out);
  }
}

}  // namespace raccordo::mapping
