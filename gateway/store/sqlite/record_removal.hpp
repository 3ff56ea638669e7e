// Removes contents of a record, and updates the totals of its source. Runs in the writer's jobs.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// How many accepted and waiting records each source gained or lost within one job.
using TotalsDelta = std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>;
void write_totals(Connection& db, const TotalsDelta& totals);

/// Owner and person of one stored content of a record (accepted, waiting, or awaiting a decision beside it).
struct Content {
  std::string owner;
  std::optional<base::Digest> person;  ///< pseudonym; nothing: unknown
};
using TakesContent = std::function<bool(const Content&)>;
/// The owners of the contents that `takes` selects.
std::vector<std::string> owners_of(Connection& db, std::int64_t record, const TakesContent& takes);
struct TakenContents {
  std::uint64_t contents = 0, waiting = 0, issues = 0;  ///< waiting: how many of the contents waited
};
/// Removes the contents that `takes` selects, and their issues. The rest is kept with its receipts: a content
/// that awaits a decision becomes a record of its own. If nothing is left, the row is deleted.
TakenContents erase_contents(Connection& db, std::int64_t record, const TakesContent& takes,
                             TotalsDelta& totals);
/// Removes everything of a record: contents, waiting codes, issues, state; and its person if that was the
/// last record.
void erase_stored(Connection& db, std::int64_t record, TotalsDelta& totals);
/// Deletes the waiting content of a record (not its state). False if there was none.
bool drop_waiting(Connection& db, std::int64_t record);

}  // namespace raccordo::store
