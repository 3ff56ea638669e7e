// Makes the issues of the mapper, with their place; the mapper adds their record at the end. Internal to
// mapping.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::mapping {

/// An issue on a value of the record, with its place.
model::Issue issue_on(const model::FieldRecord& fields, const model::FieldValue& value, model::IssueCode code,
                      std::string message);

/// An issue on an absent field: no place.
model::Issue issue_without_value(model::Field field, model::IssueCode code, std::string message);

/// True if there is an error issue on the field (`item` within lists) already.
bool has_error_on(const std::vector<model::Issue>& issues, model::Field field, std::uint32_t item = 0);

}  // namespace raccordo::mapping
