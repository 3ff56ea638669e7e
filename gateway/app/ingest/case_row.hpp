// What counting needs of a shared record. Made when a record is accepted, and again when another version of a
// table changes what a stored one means.
#pragma once

#include "model/case_record.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// Coded values that are left out (ignored by their table) do not count.
store::CaseRow case_row_of(const model::CaseRecord& record);

}  // namespace raccordo::app
