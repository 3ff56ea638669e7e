// The ledger of releases in SQLite (schemas/sql/sqlite/0005_ledger.sql). Owned by SqliteStore.
#pragma once

#include "store/interface/ledger.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

/// Ownership: refers to the readers and the writer of its store.
class SqliteLedger final : public ReleaseLedger {
 public:
  SqliteLedger(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}

  void reserve(ReleaseRow row, Done<std::optional<ReleaseRow>> done) override;
  void refuse(std::string id, std::string reason, AuditEvent event, Done<bool> done) override;
  void enter(FinishedRelease release, Done<Entered> done) override;
  void restore(FinishedRelease release, Done<Entered> done) override;
  void publish(std::string id, base::Instant at, AuditEvent event, Done<bool> done) override;
  std::vector<ReleaseRow> abandoned(base::Instant now) override;
  std::vector<LedgerEntry> entries() override;
  std::optional<std::string> evidence(std::string_view release) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
