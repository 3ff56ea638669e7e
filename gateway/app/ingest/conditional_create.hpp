// Records that their sender wants stored only if they are not there (FHIR: `ifNoneExist`).
#pragma once

#include <cstdint>
#include <set>

#include "app/ingest/document_job.hpp"

namespace raccordo::app {

/// The positions of such records in the document, from 1.
std::set<std::uint64_t> only_new_records(const codecs::DocumentFacts& facts);

/// A record of that id is accepted already: dates this one before it, so that the store, which decides in its
/// transaction, leaves that one as it is and answers UNCHANGED. Two such records at once are both new.
void leave_existing(const DocumentJob& job, store::PreparedRecord& record);

}  // namespace raccordo::app
