// The values of a FieldRecord in one text, for the time that it may yet have to be sealed: an accepted record
// carries it to the store (store::PreparedRecord::seal). In memory only: no form for a disk. Called by
// app/ingest.
#pragma once

#include <string>
#include <string_view>

#include "model/field_record.hpp"

namespace raccordo::mapping {

/// Number, list lengths and values; issues and places are left out. Holds personal data.
std::string pack_fields(const model::FieldRecord& fields);

/// Reads `pack_fields` of this process. SystemFault for anything else.
model::FieldRecord unpack_fields(std::string_view packed);

}  // namespace raccordo::mapping
