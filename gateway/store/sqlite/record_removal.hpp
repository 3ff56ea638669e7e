// Removes what is held of a record, and keeps the totals of its source. Runs in the writer's jobs.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/digest.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// How many accepted and waiting records each source gained or lost within one job.
using TotalsDelta = std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>;
void write_totals(Connection& db, const TotalsDelta& totals);

/// One content that is held of a record (accepted, waiting, or awaiting a decision beside it): whose it is.
struct Content {
  std::string owner;
  std::optional<base::Digest> person;  ///< pseudonym; nothing: not known
};
using TakesContent = std::function<bool(const Content&)>;
struct TakenContents {
  std::uint64_t contents = 0, waiting = 0, issues = 0;  ///< waiting: of the contents those that waited
};
/// Removes the contents that are taken, and what tells of them. What is left goes on, with what its senders
/// were told: a content that awaits a decision becomes a record of its own. If nothing is left, the row goes.
TakenContents erase_contents(Connection& db, std::int64_t record, const TakesContent& takes,
                             TotalsDelta& totals);
/// Removes all that is held of a record: contents, waiting codes, issues, state; and its person if that was
/// the last of it.
void erase_stored(Connection& db, std::int64_t record, TotalsDelta& totals);
/// Forgets what waits of a record (not its state). False if nothing did.
bool drop_waiting(Connection& db, std::int64_t record);

}  // namespace raccordo::store
