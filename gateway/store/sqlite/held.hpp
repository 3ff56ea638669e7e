// HeldRecords in SQLite. Made by SqliteStore.
#pragma once

#include "store/interface/held_records.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteHeldRecords final : public HeldRecords {
 public:
  /// Both must outlive it.
  SqliteHeldRecords(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  std::optional<HeldRecord> record(std::string_view source, std::string_view record_id,
                                   const RecordReach& reach) override;
  Page<HeldRecord> of_person(const std::vector<base::Digest>& pseudonyms, std::size_t limit,
                             std::string_view cursor, const model::Comuni& comuni) override;
  void erase_person(std::vector<base::Digest> pseudonyms, AuditEvent event, Done<SubjectErasure> done,
                    const model::Comuni& comuni) override;
  PersonTrail trail_of(const std::vector<base::Digest>& pseudonyms) override;
  void restrict_person(base::Digest pseudonym, RestrictionStep step, AuditEvent event,
                       Done<RestrictionChange> done) override;
  std::vector<std::string> key_parts(std::string_view source, std::string_view record_id) override;
  std::vector<UnnamedRecord> unnamed(std::int64_t after, std::size_t limit) override;
  void name(std::vector<std::pair<std::int64_t, base::Digest>> pseudonyms, Done<bool> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
