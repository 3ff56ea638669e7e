// The stored form of records before the packed one: JSON. Stores still hold records in it; nothing writes it
// to a store any more. Called by stored_record.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "model/case_record.hpp"

namespace raccordo::mapping {

/// Reads record_json.hpp's `stored_record_json`; person.id is empty. Nothing if the text was not written by
/// it.
std::optional<model::CaseRecord> read_former_record(std::string_view json);

}  // namespace raccordo::mapping
