// RecordPipeline: the path of one record after decoding: map, check, settle, pseudonymise, seal. The whole
// flow of the gateway in one screen; each step belongs to a stage of its own. Called by DocumentRun and
// `decode`.
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

/// What a record came to before the store has a say.
struct CheckedRecord {
  model::CaseRecord record;
  std::vector<model::Issue> issues;  ///< all of them, with the outcome set
  std::vector<mapping::WaitingCode> waiting;
  privacy::ResolvedPerson person;
  model::Outcome outcome = model::Outcome::rejected;
  bool beyond_retention = false;
};

/// All must outlive the pipeline. Threads: const; one pipeline may serve many threads.
class RecordPipeline {
 public:
  struct Setting {
    const ActiveSource* tables = nullptr;
    const Keyring* keys = nullptr;  ///< lives until all that was prepared is applied
    const base::Clock* clock = nullptr;
    std::string source;
    const intake::Client* client = nullptr;  ///< whose Comuni are checked; null: a command line, all Comuni
    model::OnUnmapped on_unmapped = model::OnUnmapped::quarantine;
    base::Instant received_at;  ///< stands in for a missing version
    /// By which a closed case is told to lie beyond retention; nothing where nothing is kept (`decode`).
    std::optional<RetentionRule> retention = std::nullopt;
    model::RecordKey key = model::RecordKey::id;  ///< whether the owner is part of a record's key
  };
  explicit RecordPipeline(Setting setting) : setting_(std::move(setting)) {}

  /// `seen`: the records that stand before it in its document; null: it is looked at alone.
  CheckedRecord check(const model::FieldRecord& fields, const SeenRecords* seen = nullptr) const;
  /// Under what name SeenRecords know a checked record.
  std::string seen_name(const CheckedRecord& checked) const;
  /// What the store keeps of it.
  store::PreparedRecord prepare(model::FieldRecord fields, CheckedRecord checked) const;

 private:
  void check_comune(const model::FieldRecord& fields, CheckedRecord& checked) const;
  std::function<std::string()> seal_later(model::FieldRecord fields, const std::string& record_id) const;
  store::PersonRow person_row(const CheckedRecord& checked) const;
  Setting setting_;
};

/// The keyed digest by which an erasure remembers a record (store::PreparedRecord::mark).
base::Digest erasure_mark(const base::Hmac& key, std::string_view source, std::string_view record_id);

/// Seals and opens what the quarantine keeps; the context binds it to its record.
std::string quarantine_context(std::string_view source, std::string_view record_id);

}  // namespace raccordo::app
