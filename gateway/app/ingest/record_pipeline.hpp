// RecordPipeline: the path of one record after decoding: map, check, settle, pseudonymise, seal. Each step is
// implemented by a stage of its own. Called by DocumentRun and `decode`.
#pragma once

#include <functional>
#include <string>

#include "app/ingest/seen_records.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "app/rules/retention_rule.hpp"
#include "intake/clients.hpp"
#include "mapping/mapper.hpp"
#include "model/outcome.hpp"
#include "privacy/identity.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// The result of a record before it reaches the store.
struct CheckedRecord {
  model::CaseRecord record;
  std::vector<model::Issue> issues;  ///< all of them, with the outcome set
  std::vector<mapping::WaitingCode> waiting;
  privacy::ResolvedPerson person;
  model::Outcome outcome = model::Outcome::rejected;
  bool beyond_retention = false;
  base::Digest mark{};  ///< erasure_mark
};

/// All references must outlive the pipeline. Threads: const; one pipeline may serve many threads.
class RecordPipeline {
 public:
  struct Setting {
    const ActiveSource* tables = nullptr;
    const Keyring* keys = nullptr;  ///< must live until all prepared records are applied
    const base::Clock* clock = nullptr;
    std::string source;
    const intake::Client* client = nullptr;  ///< whose Comuni are checked; null: a command line, all Comuni
    model::OnUnmapped on_unmapped = model::OnUnmapped::quarantine;
    base::Instant received_at;  ///< used for a missing version
    /// For the check of closed cases beyond retention; nothing if records are not stored (`decode`).
    std::optional<RetentionRule> retention = std::nullopt;
    model::RecordKey key = model::RecordKey::id;  ///< what is part of a record's key
  };
  explicit RecordPipeline(Setting setting) : setting_(std::move(setting)) {}

  /// `seen`: the earlier records of its document; null: it is checked alone.
  CheckedRecord check(const model::FieldRecord& fields, const SeenRecords* seen = nullptr) const;
  /// The name of a checked record in SeenRecords, and its bits there.
  std::string seen_name(const CheckedRecord& checked) const;
  std::uint64_t seen_bits(const CheckedRecord& checked) const;
  /// The values that the store keeps.
  store::PreparedRecord prepare(model::FieldRecord fields, CheckedRecord checked) const;

 private:
  void check_comune(const model::FieldRecord& fields, CheckedRecord& checked) const;
  /// Of a report only: its body, and whether the client may report for it.
  void check_report(const model::FieldRecord& fields, CheckedRecord& checked) const;
  /// Sets what the store needs if a report comes again without its person's identifier.
  void note_unnamed(const model::FieldRecord& fields, const CheckedRecord& checked,
                    store::PreparedRecord& prepared) const;
  /// store::PreparedRecord::key_part.
  std::string key_part(const model::CaseRecord& record) const;
  /// The person's identifier. A person known only by the number of the record is another one under each key.
  base::Secret person_id(const model::CaseRecord& record) const;
  std::function<std::string()> seal_later(model::FieldRecord fields, const std::string& record_id) const;
  /// The pseudonyms of a person: that in force and the former ones.
  void name_person(store::PersonRow& row, model::IdType type, const base::Secret& id) const;
  store::PersonRow person_row(const CheckedRecord& checked) const;
  Setting setting_;
};

/// The identifier of a person who is known only by the number of a record, where that number is unique only
/// within a key (store::PreparedRecord::key_part).
std::string local_id_of(std::string_view key_part, std::string_view record_id);

/// The keyed digest that identifies a record in tombstones (store::PreparedRecord::mark).
base::Digest erasure_mark(const base::Hmac& key, std::string_view source, std::string_view record_id);

/// Seals and opens quarantined fields; the context binds them to their record.
std::string quarantine_context(std::string_view source, std::string_view record_id);

}  // namespace raccordo::app
