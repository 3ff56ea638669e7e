// What was erased while bodies waited that may hold it: none of them brings it back. Written by erasures,
// asked by apply, dropped by retention once no body waits any more that was received before.
#pragma once

#include <string_view>
#include <vector>

#include "model/comuni.hpp"
#include "store/interface/stored.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

struct Tombstone {
  base::Digest mark{};  ///< of a record (PreparedRecord::mark), or a person's pseudonym
  std::string comuni;   ///< whose records it reaches, as stored; "": all
};

/// ISTAT codes with a blank before and behind each; "" for all.
std::string list_of(const model::Comuni& comuni);

/// Those that a document of this receipt (SubmissionRow::seq) must obey.
std::vector<Tombstone> tombstones_for(Connection& db, std::int64_t receipt);
bool is_erased(const std::vector<Tombstone>& tombstones, const PreparedRecord& record);

/// Submissions whose bodies wait or are at work; of one source, or of all if it is "".
std::uint64_t count_open_submissions(Connection& db, std::string_view source);
void write_tombstone(Connection& db, const base::Digest& mark, const model::Comuni& comuni);
/// Drops those that no open submission has to obey; returns how many.
std::int64_t drop_tombstones(Connection& db);

}  // namespace raccordo::store
