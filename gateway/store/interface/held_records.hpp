// HeldRecords: everything stored about a record or a person: accepted and waiting contents, issues. Reached
// by CaseStore::held(); called for explanations and for the rights of persons (access, erasure). Threads and
// errors: as CaseStore.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Everything of one record.
struct HeldRecord {
  std::string source;
  RecordState state;                              ///< with its issues
  std::optional<base::Instant> accepted_version;  ///< nothing: there is no accepted content
  std::string body;                               ///< accepted: the pseudonymised shared record
  std::optional<QuarantineRow> waiting;           ///< its fields sealed
};

/// A record that has waited since before the store kept pseudonyms of waiting records.
struct UnnamedRecord {
  std::int64_t quarantine = 0;
  std::string source, record_id, sealed_fields;
};

/// Counts of an erasure.
struct SubjectErasure {
  std::uint64_t records = 0, waiting = 0, issues = 0;
  std::uint64_t open_submissions = 0;  ///< spooled bodies; they will not restore the person
};

class HeldRecords {
 public:
  virtual ~HeldRecords() = default;
  virtual std::optional<HeldRecord> record(std::string_view source, std::string_view record_id,
                                           const RecordReach& reach = {}) = 0;
  /// The records of one person over all sources, found by pseudonym, in order of arrival.
  virtual Page<HeldRecord> of_person(const std::vector<base::Digest>& pseudonyms, std::size_t limit,
                                     std::string_view cursor,
                                     const model::Comuni& comuni = model::Comuni::all()) = 0;
  /// Erases all contents of the person in one transaction, and no content of another person beside them. The
  /// event gets the counts as details and is appended also if nothing was found. Covers only these Comuni;
  /// bodies received before do not restore the records.
  virtual void erase_person(std::vector<base::Digest> pseudonyms, AuditEvent event, Done<SubjectErasure> done,
                            const model::Comuni& comuni = model::Comuni::all()) = 0;
  /// Waiting records without pseudonym, from that quarantine id on.
  virtual std::vector<UnnamedRecord> unnamed(std::int64_t after, std::size_t limit) = 0;
  /// Gives waiting records their pseudonyms, by quarantine id.
  virtual void name(std::vector<std::pair<std::int64_t, base::Digest>> pseudonyms, Done<bool> done) = 0;
};

}  // namespace raccordo::store
