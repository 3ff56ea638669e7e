#include "app/tables/activation.hpp"

#include <algorithm>

#include "app/audit/audit_trail.hpp"
#include "app/forms/replay_json.hpp"
#include "app/forms/table_forms.hpp"
#include "app/ingest/examples.hpp"
#include "app/tables/find_impact.hpp"
#include "mapping/table_file.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

using store::TableAction;
using NextTable = std::shared_ptr<const mapping::Table>;

Problem no_table(const TableName& name) {
  return {"not-found", "No profile uses a table " + name.source + "/" + name.table + "."};
}

bool has_table(const ActiveTables& tables, const TableName& name) {
  const auto* source = tables.find(name.source);
  return source != nullptr && source->tables.find(name.table) != nullptr;
}

/// The stored version, checked against the current scheme.
base::Result<NextTable, Problem> read_next(const ActiveTables& tables, const store::TableVersionRow& row) {
  const auto name = row.source + "/" + row.table + " version " + std::to_string(row.version);
  const mapping::TableIdentity identity{row.source, row.table,
                                        std::string(tables.code_system(row.source, row.table)), row.version};
  auto table = mapping::parse_table(row.content, name, identity, tables.book().scheme);
  if (table) return std::make_shared<const mapping::Table>(std::move(*table));
  return Problem{"bad-table", "The version no longer fits the scheme: " + table.error().front().message + ".",
                 {},          "",
                 0,           table.error()};
}

bool is_forced(const ActivationOrder& order) {
  return order.force == ActivationOrder::Force::yes && !order.act.reason.empty();
}

std::optional<Problem> refuse_examples(const ActiveTables& tables, const ActivationOrder& order,
                                       const NextTable& next, const base::Clock& clock) {
  if (is_forced(order)) return std::nullopt;
  auto broken = broken_examples(tables, next, clock);
  if (broken.empty()) return std::nullopt;
  return Problem{"breaks-examples",
                 broken.front().file + ", line " + std::to_string(broken.front().line) + ": " +
                     broken.front().message +
                     ". If the new meaning is wanted, activate it with `force` and a reason, and have "
                     "`raccordo tables test " +
                     next->source() + "/" + next->name() +
                     " --accept` run on the server, which writes it as the expected result",
                 {},
                 "",
                 0,
                 std::move(broken)};
}

std::optional<Problem> refuse_breaks(const ActiveTables& tables, const ActivationOrder& order,
                                     const Impact& impact) {
  const bool forced = order.force == ActivationOrder::Force::yes;
  if (impact.breaks == 0 || is_forced(order)) return std::nullopt;
  const auto k = static_cast<std::uint64_t>(tables.book().config.disclosure.k);
  return Problem{"breaks-records",
                 forced ? "Give a reason: stored records hold codes that would no longer map."
                        : "Stored records hold codes that would no longer map. Map these codes, or force it "
                          "with a reason: those records then keep the meaning they have.",
                 {},
                 "",
                 0,
                 {},
                 {{"impact", impact_json(impact, order.counts, k)}}};
}

store::Activation plan(store::CaseStore& store, const std::shared_ptr<const ActiveTables>& tables,
                       const ActivationOrder& order, const store::TableVersionRow& row, const Impact& impact,
                       const base::Clock& clock) {
  store::Activation activation;
  activation.step =
      TableDesk(store, tables, clock).make_step(order.action, order.name, order.version, order.act);
  activation.step.revision = row.revision;
  if (order.force == ActivationOrder::Force::yes) activation.step.event.details["forced"] = "true";
  activation.replaces = impact.against;
  activation.codes = impact.changed_codes;
  activation.freed_codes = impact.freed_codes;
  activation.replay_id = base::new_ulid(activation.step.event.at);
  activation.remap_id = base::new_ulid(activation.step.event.at);
  return activation;
}

/// Maximum number of scans of all stored records because of records that arrive meanwhile.
constexpr int kLooks = 5;
/// Records that arrive during a scan are checked in this many rounds, until few are left for the commit.
constexpr int kRounds = 10;
constexpr std::size_t kMostOfARound = 20'000;

/// Checks the records written since the scan; the commit checks the rest.
void catch_up(store::CaseStore& store, store::Activation& planned) {
  for (int round = 0; round < kRounds; ++round) {
    const auto since =
        store.replays().written_since(planned.step.source, planned.looked_until, kMostOfARound);
    if (since.bodies.size() > kMostOfARound) return;
    for (const auto& stored : since.bodies) {
      if (planned.breaks(stored.body)) return;
    }
    planned.looked_until = since.mark;
    if (since.bodies.size() < store::kMostWrittenSince / 4) return;
  }
}

Problem never_current(const TableName& name) {
  return {"overloaded",
          "Nothing was changed: while the stored records of " + name.source +
              " were looked at for codes that would no longer map, more arrived than can be looked at, " +
              std::to_string(kLooks) +
              " times. Activate the version when fewer arrive, or force it with a reason."};
}

/// A step that is not possible in this state is refused before anything else is checked.
std::optional<Problem> refuse_state(store::CaseStore& store,
                                    const std::shared_ptr<const ActiveTables>& tables,
                                    const ActivationOrder& order, const store::TableVersionRow& row,
                                    const base::Clock& clock) {
  const bool discarded = row.state == store::VersionState::retired && !row.activated_at;
  if (!discarded && store::next_state(row.state, order.action)) return std::nullopt;
  const auto step =
      TableDesk(store, tables, clock).make_step(order.action, order.name, order.version, order.act);
  return refusal_of(step, {store::TableVerdict::wrong_state, row});
}

}  // namespace

base::Result<Impact, Problem> look_ahead(store::CaseStore& store, const ActiveTables& tables,
                                         const TableName& name, std::int32_t version,
                                         const base::Clock& clock) {
  if (!has_table(tables, name)) return no_table(name);
  const auto row = store.tables().version(name.source, name.table, version);
  if (!row) return Problem{"not-found", "There is no version " + std::to_string(version) + " of the table."};
  const auto next = read_next(tables, *row);
  if (!next) return next.error();
  auto impact = find_impact(store, tables, *next, clock);
  impact.broken_examples = broken_examples(tables, *next, clock);
  return impact;
}

base::Result<ActivationDone, Problem> activate(store::CaseStore& store,
                                               const std::shared_ptr<const ActiveTables>& tables,
                                               const ActivationOrder& order, const base::Clock& clock) {
  if (!has_table(*tables, order.name)) return no_table(order.name);
  if (auto wrong = fault_in_words("reason", order.act.reason)) return std::move(*wrong);
  const auto row = store.tables().version(order.name.source, order.name.table, order.version);
  if (!row) {
    return Problem{"not-found", "There is no version " + std::to_string(order.version) + " of the table."};
  }
  if (order.revision && *order.revision != row->revision)
    return TableDesk(store, tables, clock).conflict(*row, store::VersionMark{order.version, *order.revision});
  if (auto refused = refuse_state(store, tables, order, *row, clock)) return std::move(*refused);
  const bool activation = order.action == TableAction::activate;
  if (!activation && order.act.reason.empty()) {
    return Problem{"reason-required", "Say why an earlier version shall be in force again."};
  }
  const auto next = read_next(*tables, *row);
  if (!next) return next.error();
  if (activation) {
    if (auto refused = refuse_examples(*tables, order, *next, clock)) return std::move(*refused);
  }
  for (int look = 0; look < kLooks; ++look) {
    const auto mark =
        store.replays().written();  // before the scan: records written during it are checked again
    auto impact = find_impact(store, *tables, *next, clock);
    if (auto refused = refuse_breaks(*tables, order, impact)) return std::move(*refused);
    auto planned = plan(store, tables, order, *row, impact, clock);
    if (!is_forced(order) && !impact.changed_codes.empty()) {
      planned.breaks = break_check(*tables, *next, impact.changed_codes, clock);
      planned.looked_until = mark;
      catch_up(store, planned);
    }
    const auto step = planned.step;
    auto outcome = wait_for<store::ActivationOutcome>([&](store::Done<store::ActivationOutcome> done) {
      store.replays().activate(std::move(planned), std::move(done));
    });
    if (outcome.look == store::ActivationOutcome::Look::outdated) continue;
    if (outcome.table.verdict != store::TableVerdict::done) return refusal_of(step, outcome.table);
    return ActivationDone{std::move(*outcome.table.row), std::move(*outcome.replay),
                          std::move(*outcome.remap), std::move(impact)};
  }
  return never_current(order.name);
}

namespace {

/// The remaining ones are the difference of the rounded numbers, and so rounded as well.
store::ReplayRow shown_task(store::ReplayRow row, const ActivationSight& sight) {
  for (auto* count : {&row.total, &row.succeeded, &row.failed}) {
    *count = shown_count(*count, sight.tasks, sight.k);
  }
  row.total = std::max(row.total, row.succeeded + row.failed);
  return row;
}

}  // namespace

std::string activation_json(const ActivationDone& done, const ActivationSight& sight) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  const auto put_raw = [&](std::string_view name, const std::string& json) {
    base::key(writer, name);
    writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  };
  writer.StartObject();
  write_version_members(writer, done.version);
  put_raw("replay", replay_json(shown_task(done.replay, sight)));
  put_raw("remap", replay_json(shown_task(done.remap, sight)));
  put_raw("impact", impact_json(done.impact, sight.impact, sight.k));
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
