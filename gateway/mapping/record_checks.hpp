// Required fields of a record, and the relations of its dates to each other and to today
// (docs/records.md#the-shared-record). Called by the mapper once the record is filled.
#pragma once

#include "base/time.hpp"
#include "mapping/mapped.hpp"
#include "model/field_record.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Adds missing-field, unknown-comune, end-before-start and date-in-future to `out.issues`, except for fields
/// with an error of the codec.
void check_record(const model::FieldRecord& fields, const model::Scheme& scheme, base::Instant now,
                  Mapped& out);

}  // namespace raccordo::mapping
