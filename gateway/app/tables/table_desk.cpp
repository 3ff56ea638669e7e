#include "app/tables/table_desk.hpp"

#include <algorithm>

#include "app/audit/audit_trail.hpp"
#include "app/forms/table_forms.hpp"
#include "app/rules/table_text.hpp"
#include "base/digest.hpp"
#include "base/stored_damage.hpp"
#include "mapping/table_file.hpp"
#include "mapping/table_json.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

using store::TableAction;
using store::TableVerdict;
using store::TableVersionRow;

std::string called(const TableName& name) { return name.source + "/" + name.table; }

Problem no_table(const TableName& name) {
  return {"not-found",
          "There is no table " + called(name) + "; GET /v1/tables or `raccordo tables list` shows all."};
}

Problem no_version(const std::string& table, std::int32_t version) {
  return {"not-found", "Table " + table + " has no version " + std::to_string(version) + "."};
}

/// The CSV of an upload, and the numbering of its faults.
struct ReadUpload {
  std::string csv, reason;
  mapping::Numbering numbering = mapping::Numbering::lines;
};

Problem table_faults(base::FileFaults faults, const std::string& file) {
  for (auto& fault : faults) fault.file = file;
  const auto first = faults.empty() ? base::FileFault{file, 0, "the table cannot be read"} : faults.front();
  if (mapping::has_too_many_rows(faults)) return {"body-too-large", first.message + "."};
  if (first.line == 0 && faults.size() == 1 && first.column.empty()) {
    return {"malformed-document", first.message, {}, "", 0, std::move(faults)};
  }
  auto detail = std::to_string(faults.size()) + (faults.size() == 1 ? " fault" : " faults") +
                "; the first: " + first.message + ".";
  return {"bad-table", std::move(detail), {}, "", 0, std::move(faults)};
}

base::Result<ReadUpload, Problem> read_upload(const TableUpload& upload) {
  if (upload.form == TableForm::csv) return ReadUpload{upload.content, upload.act.reason};
  auto document = mapping::read_table_json(upload.content);
  if (!document) return table_faults(document.error(), upload.file);
  auto& read = document.value();
  auto reason = upload.act.reason.empty() ? read.reason : upload.act.reason;
  return ReadUpload{std::move(read.csv), std::move(reason), mapping::Numbering::rows};
}

/// The states from which a step is possible, as text.
std::string_view needs(TableAction action) {
  switch (action) {
    case TableAction::edit:
    case TableAction::discard:
      return "only an open version (DRAFT, IN_REVIEW, APPROVED) can be edited or discarded";
    case TableAction::submit:
      return "only a DRAFT can be submitted for review";
    case TableAction::send_back:
      return "only a version IN_REVIEW or APPROVED can be sent back";
    case TableAction::approve:
      return "only a version IN_REVIEW can be approved: submit it first";
    case TableAction::activate:
      return "only an APPROVED version can be activated: submit it and let another person approve it";
    case TableAction::roll_back:
      return "only a RETIRED version that was in force once can be rolled back to";
  }
  return "";
}

std::string members_of(const TableVersionRow& row) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  write_version(writer, row);
  return std::string(base::view(buffer));
}

}  // namespace

mapping::Table read_stored(const TableVersionRow& row) {
  const auto name = row.source + "/" + row.table + " version " + std::to_string(row.version);
  auto table = mapping::parse_table(row.content, name, {row.source, row.table, "", row.version}, {});
  if (table) return std::move(*table);
  throw base::StoredDamage("stored table " + name + " cannot be read: " + table.error().front().message);
}

std::string in_words(const mapping::TableDiff& diff) {
  return std::to_string(diff.added.size()) + (diff.added.size() == 1 ? " row" : " rows") + " added, " +
         std::to_string(diff.removed.size()) + " removed, " + std::to_string(diff.changed.size()) +
         " changed";
}

Problem refusal_of(const store::TableStep& step, const store::TableOutcome& outcome) {
  const auto table = step.source + "/" + step.table;
  const auto version = "Version " + std::to_string(step.version) + " of " + table;
  if (!outcome.row) return no_version(table, step.version);
  switch (outcome.verdict) {
    case TableVerdict::own_change:
      return {"own-change", version + " was edited by " + step.event.actor +
                                ", who asks to approve it: another person must do that."};
    case TableVerdict::changed_meanwhile:
      return {"version-conflict",
              version + " was changed meanwhile: read it again before you decide.",
              {},
              "",
              0,
              {},
              {{"conflict", members_of(*outcome.row)}}};
    case TableVerdict::wrong_state:
      return {"wrong-state", version + " is " + std::string(store::to_string(outcome.row->state)) + "; " +
                                 std::string(needs(step.action)) + "."};
    default:
      return no_version(table, step.version);
  }
}

store::AuditEvent TableDesk::event_of(const Act& act) const {
  return {clock_.now(), act.actor, "", "", act.reason, {}};
}

base::Result<TableVersionRow, Problem> TableDesk::find(const TableName& name,
                                                       std::optional<std::int32_t> version) const {
  auto row = version ? store_.tables().version(name.source, name.table, *version)
                     : store_.tables().newest(name.source, name.table);
  if (row) return std::move(*row);
  if (version && store_.tables().newest(name.source, name.table)) return no_version(called(name), *version);
  return no_table(name);
}

base::Result<std::vector<TableVersionRow>, Problem> TableDesk::history(const TableName& name) const {
  auto rows = store_.tables().history(name.source, name.table);
  if (rows.empty()) return no_table(name);
  return rows;
}

base::Result<TableVersionRow, Problem> TableDesk::put(const TableUpload& upload) const {
  const std::string code_system(tables_->code_system(upload.name.source, upload.name.table));
  if (code_system.empty()) return no_table(upload.name);
  auto read = read_upload(upload);
  if (!read) return read.error();
  if (read->reason.size() > kLongestReason)
    return Problem{"bad-request", "A reason has at most 2,000 bytes."};
  if (auto wrong = fault_in_words("reason", read->reason)) return std::move(*wrong);
  const auto table = with_sound_texts(
      mapping::parse_table(read->csv, upload.file, {upload.name.source, upload.name.table, code_system, 0},
                           tables_->book().scheme, read->numbering),
      upload.file);
  if (!table) return table_faults(table.error(), upload.file);
  auto content = mapping::write_table(*table);
  auto digest = base::sha256_hex(content);
  store::TableDraft draft{upload.name.source, upload.name.table, std::move(digest),
                          std::move(content), upload.expected,   event_of(upload.act)};
  draft.event.reason = read->reason;
  auto outcome = wait_for<store::TableOutcome>([&](store::Done<store::TableOutcome> done) {
    store_.tables().put_draft(std::move(draft), std::move(done));
  });
  if (!outcome.row) return no_table(upload.name);
  if (outcome.verdict == TableVerdict::changed_meanwhile) return conflict(*outcome.row, upload.expected);
  return std::move(*outcome.row);
}

store::TableStep TableDesk::make_step(TableAction action, const TableName& name, std::int32_t version,
                                      const Act& act) const {
  store::TableStep step;
  step.action = action;
  step.source = name.source;
  step.table = name.table;
  step.version = version;
  step.two_person =
      tables_->book().config.two_person ? store::TwoPersonRule::required : store::TwoPersonRule::relaxed;
  step.event = event_of(act);
  return step;
}

base::Result<TableVersionRow, Problem> TableDesk::step(TableAction action, const TableName& name,
                                                       const store::VersionMark& mark, const Act& act) const {
  if (auto wrong = fault_in_words("reason", act.reason)) return std::move(*wrong);
  auto step = make_step(action, name, mark.version, act);
  if (mark.revision > 0) step.revision = mark.revision;
  auto outcome = wait_for<store::TableOutcome>(
      [&](store::Done<store::TableOutcome> done) { store_.tables().step(step, std::move(done)); });
  if (outcome.verdict != TableVerdict::done) return refusal_of(step, outcome);
  return std::move(*outcome.row);
}

std::int32_t TableDesk::counterpart_of(const TableName& name, const TableVersionRow& row) const {
  const auto rows = store_.tables().history(name.source, name.table);
  std::int32_t latest = row.version;
  std::optional<base::Instant> when;
  for (const auto& other : rows) {
    if (other.state == store::VersionState::active && other.version != row.version) return other.version;
    const bool earlier = other.version != row.version && other.activated_at &&
                         (!row.activated_at || *other.activated_at <= *row.activated_at);
    if (!earlier || (when && *other.activated_at <= *when)) continue;
    when = other.activated_at;
    latest = other.version;
  }
  return latest;
}

base::Result<std::unique_ptr<TableComparison>, Problem> TableDesk::compare(
    const TableName& name, std::optional<std::int32_t> after, std::optional<std::int32_t> before) const {
  auto newer = find(name, after);
  if (!newer) return newer.error();
  auto older = find(name, before ? *before : counterpart_of(name, *newer));
  if (!older) return older.error();
  auto old_table = read_stored(*older);
  auto new_table = read_stored(*newer);
  auto comparison = std::make_unique<TableComparison>(
      TableComparison{std::move(*older), std::move(*newer), std::move(old_table), std::move(new_table), {}});
  comparison->diff = mapping::diff_tables(comparison->before, comparison->after);
  return comparison;
}

Problem TableDesk::conflict(const TableVersionRow& there, std::optional<store::VersionMark> seen) const {
  const auto now = store_.tables().version(there.source, there.table, there.version);
  const auto base = seen ? store_.tables().former_content(there.source, there.table, *seen) : std::nullopt;
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_version_members(writer, there);
  base::put(writer, "etag", table_etag(there, TableForm::json));
  auto words = there.author + " changed the table on " + base::to_string(there.edited_at);
  if (now && base) {
    auto old_row = there;
    old_row.content = *base;
    const auto before = read_stored(old_row);
    const auto after = read_stored(*now);
    const auto diff = mapping::diff_tables(before, after);
    words = diff.empty() ? "The version was submitted, reviewed or put in force meanwhile"
                         : words + " (" + in_words(diff) + ")";
    base::key(writer, "diff");
    writer.StartObject();
    write_diff_members(writer, {before, after, diff});
    writer.EndObject();
  }
  writer.EndObject();
  return {"version-conflict",
          words + "; it is now version " + std::to_string(there.version) + ", " +
              std::string(store::to_string(there.state)) +
              ". Nothing of yours was stored: read it, apply your change to it and send it with its ETag.",
          {},
          "",
          0,
          {},
          {{"conflict", std::string(base::view(buffer))}}};
}

}  // namespace raccordo::app
