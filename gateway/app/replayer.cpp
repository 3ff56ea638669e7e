#include "app/replayer.hpp"

#include "app/record_pipeline.hpp"
#include "app/wait_for.hpp"
#include "base/log.hpp"
#include "mapping/record_json.hpp"

namespace raccordo::app {
namespace {

/// Small enough that a sender's post which comes behind a piece is not kept waiting.
constexpr std::size_t kPieceRecords = 256;

/// A client that is no longer configured can be asked nothing: what it sent goes on waiting, unless its
/// Comune was checked when it came.
bool may_be_mapped(const ActiveTables& tables, const store::WaitingRecord& waiting) {
  const bool by_command_line = waiting.client.starts_with("cli:");
  return by_command_line || !waiting.owner.empty() ||
         tables.book().clients.by_name(waiting.client) != nullptr;
}

std::optional<store::PreparedRecord> map_again(const ActiveTables& tables, const Keyring& keys,
                                               const base::Clock& clock,
                                               const store::WaitingRecord& waiting) {
  const auto* active = tables.find(waiting.source);
  if (active == nullptr || !may_be_mapped(tables, waiting)) return std::nullopt;
  const auto opened =
      keys.sealer.open(waiting.sealed_fields, quarantine_context(waiting.source, waiting.record_id));
  if (!opened) return std::nullopt;
  const auto fields = mapping::read_field_record(*opened);
  if (!fields) return std::nullopt;
  const RecordPipeline pipeline({active, &keys, &clock, waiting.source,
                                 tables.book().clients.by_name(waiting.client), model::OnUnmapped::quarantine,
                                 waiting.received_at});
  return pipeline.prepare(fields->record, pipeline.check(fields->record));
}

}  // namespace

bool Replayer::step() {
  const auto task = parts_.store.replays().next();
  if (!task) return false;
  step_waiting(*task);
  return true;
}

void Replayer::step_waiting(const store::ReplayRow& task) {
  auto& replays = parts_.store.replays();
  const auto tables = parts_.tables();
  store::ReplayPiece piece{task.id, tables->generation(), 0, {}, parts_.clock.now()};
  for (auto& waiting : replays.waiting(task.id, kPieceRecords)) {
    piece.records.push_back({waiting.position, waiting.record, waiting.content,
                             map_again(*tables, parts_.keys, parts_.clock, waiting)});
  }
  wait_for<bool>([&](store::Done<bool> done) { replays.apply(std::move(piece), std::move(done)); });
  const auto after = replays.find(task.id);
  if (after && after->state == store::ReplayState::completed) {
    base::log(base::LogLevel::info, "replay-completed",
              {{base::LogField::source, after->source},
               {base::LogField::count, static_cast<std::int64_t>(after->total)}});
  }
}

}  // namespace raccordo::app
