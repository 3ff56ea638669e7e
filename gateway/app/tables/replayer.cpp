#include "app/tables/replayer.hpp"

#include <new>
#include <utility>

#include "app/ingest/record_pipeline.hpp"
#include "base/log.hpp"
#include "base/stop.hpp"
#include "mapping/record_json.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// Small enough that a sender's post after a piece is not delayed.
constexpr std::size_t kPieceRecords = 256;
/// Stored records are read in larger pieces: most of them do not contain the codes.
constexpr std::size_t kBodiesAtOnce = 2000;

/// The rights of a client that is no longer configured are unknown: its records keep waiting, unless its
/// Comune was checked on arrival.
bool may_be_mapped(const ActiveTables& tables, const store::WaitingRecord& waiting) {
  const bool by_command_line = waiting.client.starts_with("cli:");
  return by_command_line || !waiting.owner.empty() ||
         tables.book().clients.by_name(waiting.client) != nullptr;
}

model::RecordKey record_key_of(const ActiveTables& tables, const std::string& source) {
  const auto* rules = tables.book().find(source);
  return rules == nullptr ? model::RecordKey::id : rules->profile.record_key();
}

/// A record that cannot be mapped again because of a fault of the program, or because its stored form is
/// damaged, is left unchanged, so that it does not stop the following records. Temporary and general faults
/// are rethrown. The text of the fault may quote the record, so the log has only the number of its row.
template <class Result, class Work>
Result map_or(Result otherwise, const std::string& source, std::int64_t record, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const base::Stopped&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    base::log(
        base::LogLevel::error, "replay-record-failed",
        {{base::LogField::source, source},
         {base::LogField::seq, record},
         {base::LogField::reason, std::string("the stored record (seq: its row) cannot be mapped; it stays "
                                              "as it is. Restore it from a backup or send it again")}});
    return otherwise;
  }
}

}  // namespace

std::optional<store::PreparedRecord> map_waiting(const ActiveTables& tables, const Keyring& keys,
                                                 const base::Clock& clock,
                                                 const store::WaitingRecord& waiting) {
  const auto* active = tables.find(waiting.source);
  if (active == nullptr || !may_be_mapped(tables, waiting)) return std::nullopt;
  const auto opened =
      keys.sealer.open(waiting.sealed_fields, quarantine_context(waiting.source, waiting.record_id));
  if (!opened) return std::nullopt;
  auto fields = mapping::read_field_record(*opened);
  if (!fields) return std::nullopt;
  const RecordPipeline pipeline(
      {active, &keys, &clock, waiting.source, tables.book().clients.by_name(waiting.client),
       model::OnUnmapped::quarantine, waiting.received_at,
       retention_rule(tables.book().config.retention, clock.now()), record_key_of(tables, waiting.source)});
  auto checked = pipeline.check(fields->record);
  return pipeline.prepare(std::move(fields->record), std::move(checked));
}

std::optional<store::PreparedRecord> Replayer::map_guarded(const ActiveTables& tables,
                                                           const store::WaitingRecord& waiting) const {
  return map_or(std::optional<store::PreparedRecord>(), waiting.source, waiting.record,
                [&] { return map_waiting(tables, parts_.keys, parts_.clock, waiting); });
}

Remapper::Look Replayer::look_guarded(const Remapper& remapper, const ActiveTables& tables,
                                      const std::string& source, const store::StoredBody& stored) {
  return map_or(Remapper::Look{std::nullopt, true}, source, stored.record,
                [&] { return remapper.look_at(tables, stored); });
}

bool Replayer::step() {
  if (step_overtaken()) return true;
  const auto task = parts_.store.replays().next();
  if (!task) return false;
  if (task->kind == store::ReplayKind::waiting) {
    step_waiting(*task);
  } else {
    step_stored(*task);
  }
  return true;
}

void Replayer::step_waiting(const store::ReplayRow& task) {
  auto& replays = parts_.store.replays();
  const auto tables = parts_.tables();
  store::ReplayPiece piece{task.id, tables->generation(), {}, parts_.clock.now()};
  for (auto& waiting : replays.waiting(task.id, kPieceRecords)) {
    base::stop_point();
    piece.records.push_back(
        {waiting.position, waiting.record, waiting.content, map_guarded(*tables, waiting)});
  }
  wait_for<bool>([&](store::Done<bool> done) { replays.apply(std::move(piece), std::move(done)); });
  note_end(task.id);
}

const Remapper& Replayer::remapper_of(const store::ReplayRow& task) {
  if (remapped_task_ != task.id) {
    const auto whole = parts_.store.replays().find(task.id);
    remapper_.emplace(task.source, task.table, whole ? whole->codes : std::vector<std::string>());
    remapped_task_ = task.id;
  }
  return *remapper_;
}

void Replayer::step_stored(const store::ReplayRow& task) {
  auto& replays = parts_.store.replays();
  const auto tables = parts_.tables();
  const auto& remapper = remapper_of(task);
  store::RemapPiece piece{task.id, tables->generation(), 0, 0, 0, {}, parts_.clock.now()};
  for (const auto& stored : replays.stored(task.id, kBodiesAtOnce)) {
    if (piece.records.size() == kPieceRecords) break;
    base::stop_point();
    auto look = look_guarded(remapper, *tables, task.source, stored);
    piece.through = stored.record;
    ++piece.looked_at;
    if (look.keeps) ++piece.kept;
    if (look.changed) piece.records.push_back(std::move(*look.changed));
  }
  wait_for<bool>([&](store::Done<bool> done) { replays.apply(std::move(piece), std::move(done)); });
  note_end(task.id);
}

bool Replayer::step_overtaken() {
  auto& replays = parts_.store.replays();
  const auto records = replays.overtaken(kPieceRecords);
  if (records.empty()) return false;
  const auto tables = parts_.tables();
  store::OvertakenPiece piece{tables->generation(), {}, {}, {}, parts_.clock.now()};
  for (const auto& each : records) {
    base::stop_point();
    piece.done.push_back(each.record);
    if (each.waiting) {
      piece.waiting.push_back({0, each.record, each.waiting->content, map_guarded(*tables, *each.waiting)});
    }
    if (each.body.empty()) continue;
    const Remapper remapper(each.source, "", {});
    auto look = look_guarded(remapper, *tables, each.source, {each.record, each.body});
    if (look.changed) piece.stored.push_back(std::move(*look.changed));
  }
  wait_for<bool>([&](store::Done<bool> done) { replays.apply(std::move(piece), std::move(done)); });
  return true;
}

void Replayer::note_end(const std::string& task) const {
  const auto row = parts_.store.replays().find(task);
  if (!row || row->state != store::ReplayState::completed) return;
  base::log(base::LogLevel::info, "replay-completed",
            {{base::LogField::source, row->source},
             {base::LogField::count, static_cast<std::int64_t>(row->total)}});
}

}  // namespace raccordo::app
