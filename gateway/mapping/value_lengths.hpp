// The lengths that ids and codes of a source may have. Used by the mapper.
#pragma once

#include "mapping/mapper.hpp"

namespace raccordo::mapping {

/// Bytes that a record_id or a source code may have.
inline constexpr std::size_t kMostCodeBytes = 256;

/// True for a record_id or a value of a mapping table that has more bytes than that.
bool is_too_long(const model::FieldValue& value);

/// Adds `value-too-long` for each such value. A record_id that is too long is taken out of the record: it is
/// not kept, not even as that of a rejected record.
void check_lengths(const model::FieldRecord& fields, Mapped& out);

}  // namespace raccordo::mapping
