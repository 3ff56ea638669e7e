// DocumentJob: what one run of a document needs, and its result. Values only: made by the callers of
// run_document, read by the parts of a run.
#pragma once

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
  /// Of the records, in their order; only if the job asks for it.
  std::vector<model::Outcome> outcomes = {};
  bool takes_back = false;     ///< a record of it was to be erased: the journal must be kept afterwards
  bool refused_whole = false;  ///< a record of a transaction was rejected: nothing of the document is stored
};

/// Threads that read a large document beside the run's own: one less than there are processors, since the
/// store writes meanwhile; 0 where there is one processor.
std::size_t usual_readers();

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
  std::size_t readers = usual_readers();  ///< further threads that read a large document
  bool takes_parameters = false;          ///< as codecs::DecodeContext::takes_parameters
  bool keep_outcomes = false;             ///< DocumentResult::outcomes is filled: a byte for each record
  /// What happens if other tables are put in force meanwhile.
  store::ApplyRequest::Overtaken overtaken = store::ApplyRequest::Overtaken::noted;
  bool background =
      false;  ///< the submission's row exists already, and a document without records is stored FAILED
};

}  // namespace raccordo::app
