// The attributes of a shared record that counting needs. Made when a record is accepted, and again when
// another version of a table changes a stored record.
#pragma once

#include "model/case_record.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// Coded values that are omitted (ignored by their table) do not count. Takes the codes of the record.
store::CaseRow case_row_of(model::CaseRecord&& record);

}  // namespace raccordo::app
