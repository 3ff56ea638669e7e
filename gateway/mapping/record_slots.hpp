// The members of CaseRecord for each shared field. Used by the mapper to fill records and by record_json to
// read them back, so that the mapping is defined once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/case_record.hpp"
#include "model/field.hpp"

namespace raccordo::mapping {

/// Each gives the slot of a field, or null if the field is of another kind. `item` must lie within its list.
model::Coded* coded_slot(model::CaseRecord& record, model::Field field, std::uint32_t item);
std::string* text_slot(model::CaseRecord& record, model::Field field, std::uint32_t item);
std::optional<base::Date>* date_slot(model::CaseRecord& record, model::Field field, std::uint32_t item);
std::optional<model::Money>* money_slot(model::CaseRecord& record, model::Field field, std::uint32_t item);

}  // namespace raccordo::mapping
