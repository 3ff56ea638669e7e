// Maximum lengths of ids and codes of a source, and ids that no address can name. Used by the mapper.
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

/// Adds `unexpected-shape` for a record_id that no address can name: clients take `.` and `..` out of a path
/// (RFC 3986, 5.2.4). It is removed as one that is too long.
void check_address(const model::FieldRecord& fields, Mapped& out);

}  // namespace raccordo::mapping
