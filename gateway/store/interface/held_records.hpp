// HeldRecords: what is held of a record or of a person, whole: accepted and waiting contents, issues. Reached
// by CaseStore::held(); called for explanations and for the rights of persons (access, erasure).
// Threads and errors: as CaseStore.
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
  std::optional<base::Instant> accepted_version;  ///< nothing: no content is accepted
  std::string body;                               ///< accepted: the pseudonymised shared record
  std::optional<QuarantineRow> waiting;           ///< its fields sealed
};

/// A record that has waited since before waiting records bore the pseudonym of their person.
struct UnnamedRecord {
  std::int64_t quarantine = 0;
  std::string source, record_id, sealed_fields;
};

/// What an erasure took away.
struct SubjectErasure {
  std::uint64_t records = 0, waiting = 0, issues = 0;
  std::uint64_t open_submissions = 0;  ///< received, not yet processed: they will not bring the person back
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
  /// Erases all records of the person in one transaction. The event gets the counts as details and is
  /// appended also if nothing was found. Only records of these Comuni; bodies received before do not bring
  /// them back.
  virtual void erase_person(std::vector<base::Digest> pseudonyms, AuditEvent event, Done<SubjectErasure> done,
                            const model::Comuni& comuni = model::Comuni::all()) = 0;
  /// Waiting records without pseudonym, from that quarantine id on.
  virtual std::vector<UnnamedRecord> unnamed(std::int64_t after, std::size_t limit) = 0;
  /// Gives waiting records their pseudonyms, by quarantine id.
  virtual void name(std::vector<std::pair<std::int64_t, base::Digest>> pseudonyms, Done<bool> done) = 0;
};

}  // namespace raccordo::store
