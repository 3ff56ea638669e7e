// Comuni that were abolished or renumbered (docs/territory.md): their cases count for the successor. Called
// by the mapper once dates and Comuni are set, before the record is checked.
#pragma once

#include "mapping/mapped.hpp"
#include "model/field_record.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Replaces a former owner and a former residence by the successor. A case opened after the last day of the
/// owner's code is unknown-comune and names the successor.
void settle_comuni(const model::FieldRecord& fields, const model::Scheme& scheme, Mapped& out);

}  // namespace raccordo::mapping
