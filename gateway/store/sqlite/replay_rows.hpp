// The rows of replays in SQLite: the tasks and their remaining records. Functions that change something run
// in the writer's jobs, also as part of a larger one (an activation starts its own tasks).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/interface/replays.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// A task as the writer sees it.
struct OpenReplay {
  std::int64_t no = 0;
  ReplayRow row;
  std::int64_t activation = 0;  ///< the activation that ordered it; 0: a person did
  std::int64_t position = 0;    ///< processed up to here
  std::int64_t last = 0;        ///< of stored records: the greatest number to process
};

/// Codes as a JSON list.
std::string encode_codes(const std::vector<std::string>& codes);

/// Replays::start within the caller's transaction, with its audit entry.
ReplayRow start_replay(Connection& db, const ReplayOrder& order, std::int64_t activation);
/// Replays::steer within the caller's transaction.
std::optional<ReplayRow> steer_replay(Connection& db, std::string_view id, ReplayAct act, AuditEvent event);

/// Without its codes, which may be many.
std::optional<OpenReplay> find_replay(Connection& db, std::string_view id);
std::optional<ReplayRow> read_replay(Connection& db, std::string_view id);
std::optional<ReplayRow> next_replay(Connection& db);
Page<ReplayRow> read_replays(Connection& db, std::size_t limit, std::string_view cursor,
                             std::string_view actor);
std::vector<WaitingRecord> read_waiting_records(Connection& db, std::string_view task, std::size_t limit);
std::int64_t read_generation(Connection& db);

}  // namespace raccordo::store
