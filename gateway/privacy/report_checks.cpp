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

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/// The form of a `keyed` value, or of a UUID: their letters are random, and would now and then look like a
/// code.
bool is_made_by_machine(std::string_view text) {
  constexpr std::size_t kKeyed = 16;
  constexpr std::string_view kUuid = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto lower = base::to_lower_ascii(text);
  if (text.size() == kKeyed) return std::all_of(text.begin(), text.end(), is_hexadecimal);
  return lower.size() == kUuid.size() &&
         std::equal(lower.begin(), lower.end(), kUuid.begin(),
                    [](char c, char sign) { return sign == '-' ? c == '-' : is_hexadecimal(c); });
}

/// Whether a word is a codice fiscale without its last, the check character.
bool holds_short_code(std::string_view text) {
  constexpr std::size_t kShort = 15;
  const auto upper = base::to_upper_ascii(text);
  const auto is_sign = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  for (auto begin = upper.begin(); begin != upper.end();) {
    begin = std::find_if(begin, upper.end(), is_sign);
    const auto end = std::find_if_not(begin, upper.end(), is_sign);
    const std::string word(begin, end);
    if (word.size() == kShort && shape_of(word + "X") == model::IdType::fiscal_code) return true;
    begin = end;
  }
  return false;
}

}  // namespace

void check_number(const model::FieldRecord& fields, model::CaseRecord& record,
                  std::vector<model::Issue>& issues) {
  if (is_made_by_machine(record.record_id)) return;
  const auto rest = without_body_numbers(record.record_id);
  if (!holds_identifier(rest) && !holds_short_code(rest)) return;
  model::Issue issue;
  issue.code = IssueCode::unexpected_shape;
  issue.field = model::field_path(Field::record_id, 0);
  if (const auto* value = fields.find(Field::record_id)) issue.at = fields.place_of(value->node);
  issue.message =
      "The record's own number contains the code of a person (codice fiscale, STP or ENI), and numbers are "
      "stored in clear. Number the records otherwise, or let the administrator key the number in the profile "
      "(`keyed: true`).";
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
  } else if (base::is_digits(code) && code.starts_with('0')) {
    warn(fields, IssueCode::bad_fiscal_code,
         "A RUNTS number is written without zeros before it: with and without them it is another body, whose "
         "reports do not replace each other. Send it without; if reports are stored under the other writing, "
         "delete them.",
         issues);
  } else if (!base::is_digits(code)) {
    warn(fields, IssueCode::bad_fiscal_code,
         "The body's codice fiscale has 11 digits, and a RUNTS number only digits: there are other signs in "
         "it. Correct it.",
         issues);
  }
}

}  // namespace raccordo::privacy
