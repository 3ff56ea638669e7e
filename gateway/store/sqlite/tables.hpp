// Versions of mapping tables in SQLite. The functions that take a connection run in the writer's jobs, also
// as part of a larger one; SqliteTables hands them to the writer or reads in a lease.
#pragma once

#include "store/interface/table_versions.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

/// TableVersions::put_draft within the caller's transaction.
TableOutcome put_table_draft(Connection& db, const TableDraft& draft);
/// TableVersions::step within the caller's transaction, with its audit entry. An activation or a rollback
/// retires the version that was in force.
TableOutcome take_step(Connection& db, const TableStep& step);
/// The refusal of an activation that was planned with another version in force: the state of the version,
/// else the change.
TableOutcome refuse_overtaken(Connection& db, const TableStep& step);

class SqliteTables final : public TableVersions {
 public:
  SqliteTables(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}

  std::vector<TableVersionRow> active() override;
  std::vector<TableVersionRow> current() override;
  std::vector<TableVersionRow> history(std::string_view source, std::string_view table) override;
  std::optional<TableVersionRow> version(std::string_view source, std::string_view table,
                                         std::int32_t version) override;
  std::optional<TableVersionRow> newest(std::string_view source, std::string_view table) override;
  std::optional<std::string> former_content(std::string_view source, std::string_view table,
                                            VersionMark mark) override;
  void load_first(std::vector<TableVersionRow> rows, AuditEvent event, Done<std::int64_t> done) override;
  void put_draft(TableDraft draft, Done<TableOutcome> done) override;
  void step(TableStep step, Done<TableOutcome> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
