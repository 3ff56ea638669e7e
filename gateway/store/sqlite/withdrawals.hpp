// Withdrawals: records that a document takes back, erased in the transaction of the document's other records.
// Called by apply_document, in the writer's jobs.
#pragma once

#include "store/interface/submissions.hpp"
#include "store/sqlite/records.hpp"

namespace raccordo::store {

/// Whether a record of the request takes one back.
bool has_withdrawal(const ApplyRequest& request);

/// Erases what `record.withdrawal` (which must be set) names, with its entry in the audit.
AppliedRecord withdraw_record(ApplyScope& scope, const PreparedRecord& record);

}  // namespace raccordo::store
