// TableDesk: editing of mapping tables, over HTTP or command line: read, edit, submit, review, compare.
// Activation and rollback are elsewhere, because they change the meaning of records. Each call is complete in
// itself; wrong input and refused steps are Problems. Threads: any; each has its own desk. Errors: as
// CaseStore.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/problem/problem.hpp"
#include "app/rules/active_tables.hpp"
#include "app/tables/table_etag.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "mapping/table_diff.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// Maximum size of a table body: a table of 1,000,000 rows has about 80 MB.
inline constexpr std::size_t kTableBody = std::size_t{128} << 20;

struct TableName {
  std::string source, table;
};

/// Actor and reason.
struct Act {
  std::string actor, reason;
};

struct TableUpload {
  TableName name;
  TableForm form = TableForm::csv;
  std::string content;
  std::string file;  ///< for the faults; "" if it came by HTTP
  /// The version that the editor read; nothing: any.
  std::optional<store::VersionMark> expected;
  Act act;
};

/// Two versions of a table, read, and their difference.
struct TableComparison {
  store::TableVersionRow before_row, after_row;
  mapping::Table before, after;
  mapping::TableDiff diff;
};

class TableDesk {
 public:
  TableDesk(store::CaseStore& store, std::shared_ptr<const ActiveTables> tables, const base::Clock& clock)
      : store_(store), tables_(std::move(tables)), clock_(clock) {}

  /// The version, or the open one, else the ACTIVE one; with content. `not-found`.
  base::Result<store::TableVersionRow, Problem> find(const TableName& name,
                                                     std::optional<std::int32_t> version) const;
  /// All versions without content, newest first. `not-found` if there are none.
  base::Result<std::vector<store::TableVersionRow>, Problem> history(const TableName& name) const;
  /// Checks the table against the scheme and makes it the open version. `not-found`, `malformed-document`,
  /// `bad-table` with all faults, `body-too-large`, `version-conflict`.
  base::Result<store::TableVersionRow, Problem> put(const TableUpload& upload) const;
  /// Submits, approves, sends back or discards. `not-found`, `wrong-state`, `own-change`,
  /// `version-conflict`.
  base::Result<store::TableVersionRow, Problem> step(store::TableAction action, const TableName& name,
                                                     const store::VersionMark& mark, const Act& act) const;
  /// `after` compared with `before`; default: the open version, else the ACTIVE one, and the version that is
  /// or was in force before it. `not-found`.
  base::Result<std::unique_ptr<TableComparison>, Problem> compare(const TableName& name,
                                                                  std::optional<std::int32_t> after,
                                                                  std::optional<std::int32_t> before) const;
  /// The 412 for a caller whose content was `seen`: who changed the table since, when, and what.
  Problem conflict(const store::TableVersionRow& there, std::optional<store::VersionMark> seen) const;

  /// The step with the configured two-person rule, for use within a larger transaction.
  store::TableStep make_step(store::TableAction action, const TableName& name, std::int32_t version,
                             const Act& act) const;
  const ActiveTables& tables() const { return *tables_; }

 private:
  store::AuditEvent event_of(const Act& act) const;
  std::int32_t counterpart_of(const TableName& name, const store::TableVersionRow& row) const;
  store::CaseStore& store_;
  std::shared_ptr<const ActiveTables> tables_;
  const base::Clock& clock_;
};

/// Why a step was refused, as text.
Problem refusal_of(const store::TableStep& step, const store::TableOutcome& outcome);

/// A stored version as a table. Its targets are not checked against the scheme, which may have changed.
mapping::Table read_stored(const store::TableVersionRow& row);

/// `3 rows added, 1 removed, 0 changed`.
std::string in_words(const mapping::TableDiff& diff);

}  // namespace raccordo::app
