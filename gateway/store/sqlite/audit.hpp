// The audit chain in SQLite. Every sqlite_* file whose act is audited calls append_audit in the same
// transaction; SqliteAuditLog is the interface for other folders.
#pragma once

#include "store/interface/audit_log.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

/// Appends the event; the caller's transaction makes it durable together with the act.
AuditHead append_audit(Connection& db, const AuditEvent& event);

class SqliteAuditLog final : public AuditLog {
 public:
  /// Both must outlive the log.
  SqliteAuditLog(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  void append(AuditEvent event, Done<AuditHead> done) override;
  Page<AuditEntry> list(const AuditFilter& filter, std::size_t limit, std::string_view cursor) override;
  AuditHead head() override;
  AuditCheck verify(std::vector<AuditHead> heads) override;
  void expire(base::Instant cutoff, AuditEvent event, Done<std::uint64_t> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
