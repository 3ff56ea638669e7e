// Makes the issues that the mapper adds, place included; the mapper names their record at the end. Used
// within mapping only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::mapping {

/// An issue on a value that the record holds, with its place.
model::Issue issue_on(const model::FieldRecord& fields, const model::FieldValue& value, model::IssueCode code,
                      std::string message);

/// An issue on a field that the record does not hold: no place.
model::Issue issue_without_value(model::Field field, model::IssueCode code, std::string message);

/// True if an error issue stands already on the field (`item` within lists).
bool has_error_on(const std::vector<model::Issue>& issues, model::Field field, std::uint32_t item = 0);

}  // namespace raccordo::mapping
