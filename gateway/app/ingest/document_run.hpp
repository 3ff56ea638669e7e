// DocumentRun: one document from its first byte to its receipt: decode, check, and apply to the store piece
// by piece with constant memory. The one path for all records, from HTTPS, from the spool or from `import`.
#pragma once

#include <functional>

#include "app/ingest/document_job.hpp"

namespace raccordo::app {

/// Called once, after everything in the result is durable; on the store's thread unless nothing was stored.
/// `failed` is set if the store failed.
using RunDone = std::function<void(std::exception_ptr failed, DocumentResult result)>;

/// Runs a document on the calling thread; returns once all is decoded and handed to the store. Records that
/// an interrupted run of the same submission has applied (its counts) are skipped.
void run_document(const DocumentJob& job, codecs::ByteSource& input, RunDone done);

/// run_document that waits until all is durable; for the command line and background work.
DocumentResult run_document_and_wait(const DocumentJob& job, codecs::ByteSource& input);

}  // namespace raccordo::app
