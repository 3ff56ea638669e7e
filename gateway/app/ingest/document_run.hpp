// DocumentRun: one document from its first byte to its receipt: decode, check, and apply to the store piece
// by piece with constant memory. The one path for all records, from HTTPS, from the spool or from `import`.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ingest/record_pipeline.hpp"
#include "codecs/decoder.hpp"
#include "model/receipt.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// The result of a document.
struct DocumentResult {
  model::Receipt receipt;
  std::optional<model::Issue> broken;  ///< framing lost; without records before it nothing was stored
  codecs::DocumentFacts facts;
  std::vector<std::string> fell_empty = {};  ///< fields that were filled before (field-fell-empty)
};

/// Everything one run needs; the shared pointers keep its rules alive.
struct DocumentJob {
  std::shared_ptr<const ActiveTables> tables;
  std::shared_ptr<const Keyring> keys;
  std::shared_ptr<const intake::Client> client;  ///< null: command line
  const base::Clock* clock = nullptr;
  store::CaseStore* store = nullptr;  ///< null: dry run, nothing is stored
  store::SubmissionRow submission;    ///< id, source, client's name, received_at; counts of an earlier start
  model::DocumentFormat format = model::DocumentFormat::json;
  model::OnUnmapped on_unmapped = model::OnUnmapped::quarantine;
  std::optional<std::string> idempotency_key;
  /// Maximum size, as estimated, of the pieces handed to the store and not yet durable.
  std::size_t bytes_in_flight = std::size_t{8} << 20;
  bool background =
      false;  ///< the submission's row exists already, and a document without records is stored FAILED
};

/// Called once, after everything in the result is durable; on the store's thread unless nothing was stored.
/// `failed` is set if the store failed.
using RunDone = std::function<void(std::exception_ptr failed, DocumentResult result)>;

/// Runs a document on the calling thread; returns once all is decoded and handed to the store. Records that
/// an interrupted run of the same submission has applied (its counts) are skipped.
void run_document(const DocumentJob& job, codecs::ByteSource& input, RunDone done);

/// run_document that waits until all is durable; for the command line and background work.
DocumentResult run_document_and_wait(const DocumentJob& job, codecs::ByteSource& input);

}  // namespace raccordo::app
