#include "store/sqlite/tables.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "store/sqlite/audit.hpp"
#include "store/sqlite/table_rows.hpp"

namespace raccordo::store {
namespace {

void append_event(Connection& db, AuditEvent event, TableAction action, const TableVersionRow& row) {
  event.action = "table." + std::string(to_string(action));
  event.object = row.source + "/" + row.table;
  event.details.insert_or_assign("version", std::to_string(row.version));
  event.details.insert_or_assign("state", std::string(to_string(row.state)));
  event.details.insert_or_assign("digest", row.digest);
  append_audit(db, event);
}

bool has_edited(const TableVersionRow& row, const std::string& who) {
  return std::find(row.editors.begin(), row.editors.end(), who) != row.editors.end();
}

/// The next version of a table that has none open.
TableVersionRow next_version(Connection& db, const TableDraft& draft) {
  TableVersionRow row;
  row.source = draft.source;
  row.table = draft.table;
  row.version = last_version(db, draft.source, draft.table) + 1;
  row.created_at = draft.event.at;
  row.revision = 0;
  return row;
}

void edit(TableVersionRow& row, const TableDraft& draft) {
  ++row.revision;
  row.state = VersionState::draft;
  row.digest = draft.digest;
  row.author = draft.event.actor;
  row.reviewer.clear();
  row.reason = draft.event.reason;
  row.edited_at = draft.event.at;
  row.submitted_at.reset();
  row.approved_at.reset();
}

void retire_active(Connection& db, TableStep& step) {
  auto query = db.query("SELECT version FROM table_versions WHERE source = ?1 AND tbl = ?2 AND state = 3",
                        step.source, step.table);
  if (!query.step()) return;
  const auto before = query.integer(0);
  db.run(
      "UPDATE table_versions SET state = 4, revision = revision + 1, retired_at = ?4"
      " WHERE source = ?1 AND tbl = ?2 AND version = ?3",
      step.source, step.table, before, step.event.at);
  step.event.details.insert_or_assign("before", std::to_string(before));
}

/// The row as the step leaves it; `before` is its state until then.
void move_on(TableVersionRow& row, const TableStep& step, VersionState next) {
  const auto& event = step.event;
  ++row.revision;
  row.state = next;
  row.reason = event.reason;
  switch (next) {
    case VersionState::draft:
      row.submitted_at.reset();
      row.approved_at.reset();
      row.reviewer.clear();
      break;
    case VersionState::in_review:
      row.submitted_at = event.at;
      break;
    case VersionState::approved:
      row.approved_at = event.at;
      row.reviewer = event.actor;
      break;
    case VersionState::active:
      row.activated_at = event.at;
      row.retired_at.reset();
      break;
    case VersionState::retired:
      row.retired_at = event.at;
      break;
  }
}

/// Why the step is refused; `done` if it is possible.
TableVerdict judge(const TableVersionRow& row, const TableStep& step) {
  if (step.revision && *step.revision != row.revision) return TableVerdict::changed_meanwhile;
  const bool discarded = row.state == VersionState::retired && !row.activated_at;
  if (discarded || !next_state(row.state, step.action)) return TableVerdict::wrong_state;
  const bool own = step.action == TableAction::approve && has_edited(row, step.event.actor);
  return own && step.two_person == TwoPersonRule::required ? TableVerdict::own_change : TableVerdict::done;
}

/// A reason given for content that is already open: stored, without another edit, state or approval.
TableOutcome note_reason(Connection& db, const TableDraft& draft, TableVersionRow row) {
  if (draft.event.reason.empty() || draft.event.reason == row.reason)
    return {TableVerdict::unchanged, std::move(row)};
  row.reason = draft.event.reason;
  update_version(db, row);
  auto event = draft.event;
  event.details.insert_or_assign("content", "unchanged");
  append_event(db, event, TableAction::edit, row);
  return {TableVerdict::done, std::move(row)};
}

}  // namespace

TableOutcome put_table_draft(Connection& db, const TableDraft& draft) {
  auto there = read_newest(db, draft.source, draft.table, TableText::left_out);
  if (!there) return {TableVerdict::no_such_version, std::nullopt};
  if (draft.expected && *draft.expected != there->mark()) return {TableVerdict::changed_meanwhile, there};
  const bool open = is_open(there->state);
  if (open && there->digest == draft.digest) return note_reason(db, draft, std::move(*there));
  auto row = open ? std::move(*there) : next_version(db, draft);
  edit(row, draft);
  if (open) {
    replace_content(db, row, draft.content);
    update_version(db, row);
  } else {
    insert_version(db, row, draft.content);
  }
  insert_edit(db, row);
  append_event(db, draft.event, TableAction::edit, row);
  return {TableVerdict::done, read_version(db, row.source, row.table, row.version, TableText::left_out)};
}

TableOutcome refuse_overtaken(Connection& db, const TableStep& step) {
  auto row = read_version(db, step.source, step.table, step.version, TableText::left_out);
  if (!row) return {TableVerdict::no_such_version, std::nullopt};
  const bool possible = next_state(row->state, step.action).has_value();
  return {possible ? TableVerdict::changed_meanwhile : TableVerdict::wrong_state, std::move(row)};
}

TableOutcome take_step(Connection& db, const TableStep& asked) {
  auto row = read_version(db, asked.source, asked.table, asked.version, TableText::left_out);
  if (!row) return {TableVerdict::no_such_version, std::nullopt};
  const auto verdict = judge(*row, asked);
  if (verdict != TableVerdict::done) return {verdict, std::move(row)};
  auto step = asked;
  const auto next = *next_state(row->state, step.action);
  if (next == VersionState::active) retire_active(db, step);
  if (next == VersionState::approved && has_edited(*row, step.event.actor)) {
    step.event.details.insert_or_assign("two_person", "relaxed");
  }
  move_on(*row, step, next);
  update_version(db, *row);
  if (!is_open(next)) forget_former_contents(db, *row);
  append_event(db, step.event, step.action, *row);
  return {TableVerdict::done, std::move(row)};
}

std::vector<TableVersionRow> SqliteTables::active() { return read_active_versions(*readers_.lease()); }

std::vector<TableVersionRow> SqliteTables::current() { return read_current_versions(*readers_.lease()); }

std::vector<TableVersionRow> SqliteTables::history(std::string_view source, std::string_view table) {
  return read_history(*readers_.lease(), source, table);
}

std::optional<TableVersionRow> SqliteTables::version(std::string_view source, std::string_view table,
                                                     std::int32_t version) {
  return read_version(*readers_.lease(), source, table, version, TableText::wanted);
}

std::optional<TableVersionRow> SqliteTables::newest(std::string_view source, std::string_view table) {
  return read_newest(*readers_.lease(), source, table, TableText::wanted);
}

std::optional<std::string> SqliteTables::former_content(std::string_view source, std::string_view table,
                                                        VersionMark mark) {
  return read_former_content(*readers_.lease(), source, table, mark);
}

void SqliteTables::load_first(std::vector<TableVersionRow> rows, AuditEvent event, Done<std::int64_t> done) {
  const auto shared = std::make_shared<const std::vector<TableVersionRow>>(std::move(rows));
  post_write(
      writer_,
      [shared, event = std::move(event)](Connection& db) {
        auto told = event;
        std::int64_t loaded = 0;
        for (const auto& row : *shared) {
          if (last_version(db, row.source, row.table) > 0) continue;
          insert_version(db, row, row.content);
          told.details.insert_or_assign(row.source + "/" + row.table, row.digest);
          ++loaded;
        }
        if (loaded > 0) append_audit(db, told);
        return loaded;
      },
      std::move(done));
}

void SqliteTables::put_draft(TableDraft draft, Done<TableOutcome> done) {
  const auto shared = std::make_shared<const TableDraft>(std::move(draft));
  post_write(
      writer_, [shared](Connection& db) { return put_table_draft(db, *shared); }, std::move(done));
}

void SqliteTables::step(TableStep step, Done<TableOutcome> done) {
  post_write(
      writer_, [step = std::move(step)](Connection& db) { return take_step(db, step); }, std::move(done));
}

}  // namespace raccordo::store
