// Erasures while bodies are spooled that may contain the record: none of them restores it. Written by
// erasures, read by apply, deleted by retention once no older body is spooled.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
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

/// ISTAT codes with a blank before and after each; "" for all.
std::string list_of(const model::Comuni& comuni);

/// Those that apply to a document of this receipt (SubmissionRow::seq).
std::vector<Tombstone> tombstones_for(Connection& db, std::int64_t receipt);
bool is_erased(const std::vector<Tombstone>& tombstones, const PreparedRecord& record);

/// A receipt after all others.
inline constexpr std::int64_t kAfterAll = std::numeric_limits<std::int64_t>::max();
/// Submissions received before that receipt whose bodies are spooled or being processed; of one source, or of
/// all if it is "".
std::uint64_t count_open_submissions(Connection& db, std::string_view source,
                                     std::int64_t before = kAfterAll);
/// For all documents received before that receipt.
void write_tombstone(Connection& db, const base::Digest& mark, const model::Comuni& comuni,
                     std::int64_t before = kAfterAll);
/// Deletes those that apply to no open submission; returns how many.
std::int64_t drop_tombstones(Connection& db);

}  // namespace raccordo::store
