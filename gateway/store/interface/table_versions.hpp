// TableVersions: the versions of mapping tables, part of CaseStore (CaseStore::tables()). A gateway uses the
// ACTIVE versions; administrators write, review and approve the open one (docs/mapping.md#versions). Threads
// and errors: as CaseStore. Every change is one transaction together with its entry in the audit chain, and
// is made only if the version is still the one that the caller read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"
#include "store/settlement/table_life.hpp"

namespace raccordo::store {

/// The content of an ETag. The revision grows with every change of a version, including its state.
struct VersionMark {
  std::int32_t version = 0;
  std::int64_t revision = 0;
  bool operator==(const VersionMark&) const = default;
};

/// One version of a table.
struct TableVersionRow {
  std::string source, table;
  std::int32_t version = 0;
  std::int64_t revision = 1;
  VersionState state = VersionState::draft;
  std::string digest;                ///< SHA-256 of the content, in hex
  std::string author;                ///< who edited it last
  std::string reviewer;              ///< who approved it; "" until then
  std::string reason;                ///< given with the last step
  std::vector<std::string> editors;  ///< everyone who edited it, sorted: they may not approve it
  base::Instant created_at, edited_at;
  std::optional<base::Instant> submitted_at, approved_at, activated_at, retired_at;
  std::string content;  ///< the table as CSV in canonical form; empty unless asked for

  VersionMark mark() const { return {version, revision}; }
};

/// New content for a table.
struct TableDraft {
  std::string source, table, digest, content;
  /// The version from which the editor started: the open version, else the active one. Nothing: any.
  std::optional<VersionMark> expected;
  AuditEvent event;  ///< who, when, why; the store adds action, object and details
};

enum class TwoPersonRule : std::uint8_t { required, relaxed };

/// A step of a version; its content does not change.
struct TableStep {
  TableAction action = TableAction::submit;
  std::string source, table;
  std::int32_t version = 0;
  std::optional<std::int64_t> revision;  ///< the version that the caller read; nothing: any
  TwoPersonRule two_person = TwoPersonRule::required;
  AuditEvent event;  ///< who, when, why; the store adds action, object and details
};

enum class TableVerdict : std::uint8_t {
  done,
  unchanged,        ///< the open version has this content already
  no_such_version,  ///< nor any version, for a draft
  changed_meanwhile,
  wrong_state,
  own_change  ///< an editor of the version cannot approve it
};

/// The result of a change, and the version afterwards (without content); no row only if there is no such
/// version.
struct TableOutcome {
  TableVerdict verdict = TableVerdict::no_such_version;
  std::optional<TableVersionRow> row;
};

class TableVersions {
 public:
  virtual ~TableVersions() = default;

  /// All ACTIVE versions, with content, by source and table.
  virtual std::vector<TableVersionRow> active() = 0;
  /// All ACTIVE and open versions without content, by source, table and version.
  virtual std::vector<TableVersionRow> current() = 0;
  /// The versions of one table without content, newest first.
  virtual std::vector<TableVersionRow> history(std::string_view source, std::string_view table) = 0;
  /// With content.
  virtual std::optional<TableVersionRow> version(std::string_view source, std::string_view table,
                                                 std::int32_t version) = 0;
  /// The open version, else the ACTIVE one; with content.
  virtual std::optional<TableVersionRow> newest(std::string_view source, std::string_view table) = 0;
  /// The content of a version at an earlier revision, if still stored.
  virtual std::optional<std::string> former_content(std::string_view source, std::string_view table,
                                                    VersionMark mark) = 0;

  /// Activates tables that have no version yet, as version 1; others are not changed. One audit entry
  /// `table.load` if there were any. Returns their number.
  virtual void load_first(std::vector<TableVersionRow> rows, AuditEvent event, Done<std::int64_t> done) = 0;
  /// Stores the content as the open version: the next number, or the existing open one, which becomes a DRAFT
  /// again and loses its approval. If that has this content already, only a new reason is stored.
  virtual void put_draft(TableDraft draft, Done<TableOutcome> done) = 0;
  /// Any step except TableAction::edit. sqlite/tables.hpp's take_step does the same inside a larger
  /// transaction.
  virtual void step(TableStep step, Done<TableOutcome> done) = 0;
};

}  // namespace raccordo::store
