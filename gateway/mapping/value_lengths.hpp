// Maximum lengths of ids and codes of a source. Used by the mapper.
#pragma once

#include "mapping/mapped.hpp"
#include "model/field_record.hpp"

namespace raccordo::mapping {

/// Maximum bytes of an id, a source code or the name of a managing body.
inline constexpr std::size_t kMostCodeBytes = 256;

/// True for such a value that has more bytes than that.
bool is_too_long(const model::FieldValue& value);

/// Adds `value-too-long` for each such value. A record_id that is too long is removed from the record: it is
/// not stored, not even as that of a rejected record.
void check_lengths(const model::FieldRecord& fields, Mapped& out);

}  // namespace raccordo::mapping
