// HeldRecords: everything stored about a record or a person: accepted and waiting contents, issues. Reached
// by CaseStore::held(); called for explanations and for the rights of persons (access, erasure). Threads and
// errors: as CaseStore.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// What an accepted record meant before an activation changed a table.
struct FormerBody {
  base::Instant until;
  std::string body;
};

/// A transfer from another body that this record continues (docs/exchange.md#origin).
struct RecordOrigin {
  std::string exchange, sender, source;
  std::string sealed_record_id;  ///< the record's id at the sender
  base::Instant sent_at, accepted_at;
};

/// Everything of one record.
struct HeldRecord {
  std::string source;
  RecordState state;                              ///< with its issues
  std::optional<base::Instant> accepted_version;  ///< nothing: there is no accepted content
  std::string body;                               ///< accepted: the pseudonymised shared record
  std::optional<QuarantineRow> waiting;           ///< its fields sealed
  std::vector<QuarantineRow> beside = {};         ///< of_person: contents of the person that await a decision
  std::vector<FormerBody> former = {};            ///< of_person: earlier meanings of `body`
  std::vector<RecordOrigin> origins = {};         ///< in the order of sending
};

/// A restriction of processing: the person's records are kept, but no new release counts them.
struct Restriction {
  base::Instant since;
  std::string actor, reason;
};

/// A person as stored apart from the records.
struct HeldIdentity {
  std::string sealed_id;
  std::string sex;                  ///< "" if unknown
  std::optional<base::Date> birth;  ///< may be partial
};

/// What is stored of a person outside of the records.
struct PersonTrail {
  std::vector<HeldIdentity> identities;  ///< of persons with an accepted record
  std::vector<Restriction> restrictions;
  /// Stored idempotency keys of each submission that brought a content of the person: keyed digests only.
  std::map<std::string, std::uint64_t> keys_of_submissions;
  std::uint64_t waiting_for_replay = 0;  ///< records of the person in the list of an open task
  std::vector<SubmissionRow> unread;     ///< bodies not processed yet, which may contain the person
};

enum class RestrictionStep : std::uint8_t { restrict, lift };
struct RestrictionChange {
  /// nothing: no content of the person is stored; already: there was nothing to change.
  enum class Result : std::uint8_t { nothing, already, done } result = Result::nothing;
  std::optional<Restriction> restriction;  ///< that now applies, or that was lifted
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
  std::uint64_t restrictions = 0;      ///< ended with the person's last content
  std::uint64_t exchanges = 0;         ///< cases that lay here for another body
};

class HeldRecords {
 public:
  virtual ~HeldRecords() = default;
  virtual std::optional<HeldRecord> record(std::string_view source, std::string_view record_id,
                                           const RecordReach& reach = {}) = 0;
  /// The records of one person over all sources, found by pseudonym, in order of arrival. Of a record with
  /// contents of several persons or Comuni, only the contents of this person and these Comuni.
  virtual Page<HeldRecord> of_person(const std::vector<base::Digest>& pseudonyms, std::size_t limit,
                                     std::string_view cursor,
                                     const model::Comuni& comuni = model::Comuni::all()) = 0;
  /// Erases all contents of the person in one transaction, and no content of another person beside them. The
  /// event gets the counts as details and is appended also if nothing was found. Covers only these Comuni;
  /// bodies received before do not restore the records.
  virtual void erase_person(std::vector<base::Digest> pseudonyms, AuditEvent event, Done<SubjectErasure> done,
                            const model::Comuni& comuni = model::Comuni::all()) = 0;
  /// What is stored of the person outside of the records.
  virtual PersonTrail trail_of(const std::vector<base::Digest>& pseudonyms) = 0;
  /// Restricts the processing of a person's data, or lifts the restriction. The event is appended if that
  /// changed something.
  virtual void restrict_person(base::Digest pseudonym, RestrictionStep step, AuditEvent event,
                               Done<RestrictionChange> done) = 0;
  /// What is part of the keys of the records of that id (PreparedRecord::key_part), each once.
  virtual std::vector<std::string> key_parts(std::string_view source, std::string_view record_id) = 0;
  /// Waiting records without pseudonym, from that quarantine id on.
  virtual std::vector<UnnamedRecord> unnamed(std::int64_t after, std::size_t limit) = 0;
  /// Gives waiting records their pseudonyms, by quarantine id.
  virtual void name(std::vector<std::pair<std::int64_t, base::Digest>> pseudonyms, Done<bool> done) = 0;
};

}  // namespace raccordo::store
