// Withdrawals: the records of a document that their sender takes back (profile: `withdrawn`). Each is erased
// as DELETE of it would, with the same reach and the same entry in the audit, in the transaction of the
// document's other records. Called by DocumentRun.
#pragma once

#include "app/ingest/document_job.hpp"
#include "app/ingest/record_pipeline.hpp"

namespace raccordo::app {

/// True if the record is to be erased: its sender takes it back, it has an id, and no earlier record of the
/// document has the same one.
bool is_withdrawal(const model::FieldRecord& fields, const CheckedRecord& checked);

/// What the store is given in its place.
store::PreparedRecord withdrawal_of(const DocumentJob& job, const model::FieldRecord& fields,
                                    const CheckedRecord& checked);

}  // namespace raccordo::app
