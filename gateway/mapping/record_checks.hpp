// What a record must hold and how its dates must stand to each other and to today
// (docs/records.md#the-shared-record). Called by the mapper once the record is filled.
#pragma once

#include "base/time.hpp"
#include "mapping/mapped.hpp"
#include "model/field_record.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Adds missing-field, unknown-comune, end-before-start and date-in-future to `out.issues`, but says nothing
/// of a field on which the codec has reported an error already.
void check_record(const model::FieldRecord& fields, const model::Scheme& scheme, base::Instant now,
                  Mapped& out);

}  // namespace raccordo::mapping
