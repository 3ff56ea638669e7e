// Checks of the number of a record, and of a report of a need (`kind: report`): the body that reports, and
// that nothing but the person's identifier says who the person is.
#pragma once

#include <vector>

#include "model/case_record.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::privacy {

/// Adds a warning if a report names no body (`missing-field`), or a code that cannot be a body's
/// (`bad-fiscal-code`): 11 digits with a wrong check digit, a person's code, letters. Never quotes the code.
void check_body(const model::CaseRecord& record, const model::FieldRecord& fields,
                std::vector<model::Issue>& issues);

/// Rejects a record whose record_id contains the code of a person, or one without its check character
/// (`unexpected-shape`), and takes that id from the record, because ids are stored in clear. Eleven digits
/// may be part of it (the number of a body, a number of the source's own); an id in the form of `keyed` (16
/// small hexadecimal digits) and a UUID are no codes, whatever their letters.
void check_number(const model::FieldRecord& fields, model::CaseRecord& record,
                  std::vector<model::Issue>& issues);

/// Of a person without identifier only the year of birth is kept: month and day would tell who it is.
void keep_year_of_unknown(model::Person& person);

}  // namespace raccordo::privacy
