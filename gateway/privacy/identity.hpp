// Checks the person of a case, and resolves sex and birth date (from the codice fiscale first).
#pragma once

#include <vector>

#include "base/time.hpp"
#include "model/case_record.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::privacy {

/// The person as known from this record, for the store's person row.
struct ResolvedPerson {
  std::string sex;                       ///< "M", "F", "U" or ""
  std::optional<base::Date> birth_date;  ///< may be partial
  bool from_fiscal_code = false;         ///< takes precedence over records
};

/// Adds `bad-fiscal-code` (wrong check character, impossible date, bad check digit, wrong shape) and
/// `fiscal-code-mismatch` (birth date or sex of the record against the code) to `issues`; places from
/// `fields`.
ResolvedPerson check_identity(const model::CaseRecord& record, const model::FieldRecord& fields,
                              const base::Date& today, std::vector<model::Issue>& issues);

}  // namespace raccordo::privacy
