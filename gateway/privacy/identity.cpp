#include "privacy/identity.hpp"

#include "privacy/fiscal_code.hpp"
#include "privacy/keys.hpp"

namespace raccordo::privacy {
namespace {

using model::Field;
using model::IssueCode;

void add_issue(const model::CaseRecord& record, const model::FieldRecord& fields, Field field, IssueCode code,
               std::string message, std::vector<model::Issue>& issues) {
  model::Issue issue;
  issue.record = fields.number;
  issue.record_id = record.record_id;
  issue.code = code;
  issue.field = model::field_path(field, 0);
  if (const auto* value = fields.find(field)) issue.at = fields.place_of(value->node);
  issue.message = std::move(message);
  issues.push_back(std::move(issue));
}

bool has_error_on_id(const std::vector<model::Issue>& issues) {
  for (const auto& issue : issues) {
    const bool on_id = issue.field == model::info(Field::person_id).name ||
                       issue.field == model::info(Field::person_id_type).name;
    if (on_id && issue.severity == model::Severity::error) return true;
  }
  return false;
}

/// Compares the parts of the record's date that are present: year of the century, month, day.
bool agrees(const base::Date& date, const FiscalCodeFacts& facts) {
  if (date.year % 100 != facts.year_of_century) return false;
  if (date.month != 0 && date.month != facts.month) return false;
  return date.day == 0 || date.day == facts.day;
}

/// Only M and F can contradict: U and absent never do.
bool agrees(const std::string& sex, const FiscalCodeFacts& facts) {
  return (sex != "M" && sex != "F") || sex[0] == facts.sex;
}

ResolvedPerson from_record(const model::Person& person) {
  return {person.sex.code, person.birth_date, false};
}

}  // namespace

ResolvedPerson check_identity(const model::CaseRecord& record, const model::FieldRecord& fields,
                              const base::Date& today, std::vector<model::Issue>& issues) {
  const auto& person = record.person;
  auto known = from_record(person);
  // Missing or refused values were reported by the mapper or the codec.
  if (person.id.empty() || has_error_on_id(issues)) return known;
  const auto id = SecretOpener::open(person.id, SecretOpener::Purpose::check_identity);
  if (auto fault = fault_of(person.id_type, id)) {
    add_issue(record, fields, Field::person_id, IssueCode::bad_fiscal_code,
              *fault + " Correct it and send the record again.", issues);
    return known;
  }
  if (person.id_type != model::IdType::fiscal_code) return known;
  const auto facts = read_fiscal_code(id);
  if (!facts) return known;
  if (person.birth_date && !agrees(*person.birth_date, *facts)) {
    add_issue(
        record, fields, Field::person_birth_date, IssueCode::fiscal_code_mismatch,
        "The date of birth is not the one in the codice fiscale. One of the two is wrong, or they belong "
        "to different persons: check both and send the record again.",
        issues);
  }
  if (!agrees(person.sex.code, *facts)) {
    add_issue(record, fields, Field::person_sex, IssueCode::fiscal_code_mismatch,
              "The sex is not the one in the codice fiscale. One of the two is wrong, or they belong to "
              "different persons: check both and send the record again.",
              issues);
  }
  return {std::string(1, facts->sex), birth_date_of(*facts, person.birth_date, today), true};
}

}  // namespace raccordo::privacy
