// ReadyRecord: a record that was decoded, checked and prepared by itself, and what its document must still
// decide in the order of the records: whether its id was there before. Made by RecordMaker on any thread,
// taken by DocumentRun in order.
#pragma once

#include <cstdint>
#include <optional>

#include "app/ingest/document_job.hpp"
#include "model/field_fill.hpp"

namespace raccordo::app {

struct ReadyRecord {
  std::uint64_t number = 0;
  bool is_filled_in = false;    ///< it was read, and its sender does not take it back: `filled` counts
  model::FillMask filled = 0;   ///< the fields that held a value
  bool is_withdrawn = false;    ///< its sender takes it back
  bool is_applied = false;      ///< an earlier run of the document has stored it: there is nothing below
  bool has_id = false;          ///< a value for the id was read
  std::uint64_t seen_bits = 0;  ///< in SeenRecords
  model::Outcome outcome = model::Outcome::rejected;
  bool has_late_warning = false;  ///< the last issue holds only for a record that is not rejected
  store::PreparedRecord prepared;
  std::optional<store::PreparedRecord>
      withdrawal;  ///< takes the place of `prepared` unless the id is repeated
};

/// Threads: const; one maker serves many threads.
class RecordMaker {
 public:
  /// `applied`: how many records an earlier run has stored. Both must outlive it.
  RecordMaker(const DocumentJob& job, const RecordPipeline& pipeline, std::uint64_t applied)
      : job_(job), pipeline_(pipeline), applied_(applied) {}
  /// The record while it is open.
  ReadyRecord make(model::FieldRecord fields) const;

 private:
  const DocumentJob& job_;
  const RecordPipeline& pipeline_;
  std::uint64_t applied_;
};

/// Rejects a record whose id occurs earlier in the document.
void reject_repeated(ReadyRecord& record, model::OnUnmapped on_unmapped);

/// Its size in memory, estimated.
std::size_t size_of(const store::PreparedRecord& record);

}  // namespace raccordo::app
