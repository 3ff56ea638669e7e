#include "privacy/report_checks.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "model/masked_code.hpp"
#include "privacy/fiscal_code.hpp"
#include "privacy/identifier_in_text.hpp"

namespace raccordo::privacy {
namespace {

using model::Field;
using model::IssueCode;

void warn(const model::FieldRecord& fields, IssueCode code, std::string message,
          std::vector<model::Issue>& issues) {
  model::Issue issue;
  issue.record = fields.number;
  issue.severity = model::Severity::warning;
  issue.code = code;
  issue.field = model::field_path(Field::managed_by, 0);
  if (const auto* value = fields.find(Field::managed_by)) issue.at = fields.place_of(value->node);
  issue.message = std::move(message);
  issues.push_back(std::move(issue));
}

constexpr std::size_t kBodyDigits = 11;

/// The text without numbers of bodies: a name of the body's own may precede the number of a report.
std::string without_body_numbers(std::string_view text) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && base::is_digits(text.substr(end, 1))) ++end;
    if (end - at != kBodyDigits)
      rest += text.substr(at, std::max(end, at + 1) - at);
    else
      rest += '-';
    at = std::max(end, at + 1);
  }
  return rest;
}

}  // namespace

void check_number(const model::FieldRecord& fields, model::CaseRecord& record,
                  std::vector<model::Issue>& issues) {
  if (!holds_identifier(without_body_numbers(record.record_id))) return;
  model::Issue issue;
  issue.code = IssueCode::unexpected_shape;
  issue.field = model::field_path(Field::record_id, 0);
  if (const auto* value = fields.find(Field::record_id)) issue.at = fields.place_of(value->node);
  issue.message =
      "The number of the report contains the code of a person (codice fiscale, STP or ENI). Number the "
      "reports "
      "otherwise; with the person's consent give the code in its own field.";
  issues.push_back(std::move(issue));
  record.record_id.clear();
}

void keep_year_of_unknown(model::Person& person) {
  if (person.id_type == model::IdType::local && person.birth_date) {
    person.birth_date = base::Date{person.birth_date->year, 0, 0};
  }
}

void check_body(const model::CaseRecord& record, const model::FieldRecord& fields,
                std::vector<model::Issue>& issues) {
  const auto* value = fields.find(Field::managed_by);
  auto code = value == nullptr ? std::string() : base::to_upper_ascii(base::trim(value->text));
  std::erase(code, ' ');
  const auto type = shape_of(code);
  if (code.empty()) {
    warn(fields, IssueCode::missing_field,
         "The report does not say which body reports: give its codice fiscale, or its RUNTS number. Without "
         "it, reports of several such bodies with the same id replace each other.",
         issues);
  } else if (type == model::IdType::provisional) {
    if (fault_of(*type, code))
      warn(
          fields, IssueCode::bad_fiscal_code,
          "The check digit of the body's codice fiscale is wrong: a digit was mistyped or exchanged. Correct "
          "it and, if the report was stored under the wrong code, delete that one.",
          issues);
  } else if (type || holds_identifier(record.managed_by) || model::is_masked_code(record.managed_by)) {
    warn(fields, IssueCode::bad_fiscal_code,
         "In place of the body's codice fiscale there is the code of a person; it is stored masked. A body "
         "has "
         "a codice fiscale of 11 digits; give that, or its RUNTS number.",
         issues);
  } else if (!base::is_digits(code)) {
    warn(fields, IssueCode::bad_fiscal_code,
         "The body's codice fiscale has 11 digits, and a RUNTS number only digits: there are other signs in "
         "it. Correct it.",
         issues);
  }
}

}  // namespace raccordo::privacy
