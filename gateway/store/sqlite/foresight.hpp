// What the store has of the records of one piece, asked with two statements for all of them: a question for
// each would have PostgreSQL and the gateway wait for each other at every record. In the writer's jobs,
// within the transaction that applies the piece: nobody else writes meanwhile.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/digest.hpp"
#include "store/sqlite/stored_record.hpp"

namespace raccordo::store {

/// A row and the owner or body in its key.
struct ForeseenRow {
  std::string key_part;
  StoredRecord stored;
};

class Foresight {
 public:
  using Rows = std::vector<ForeseenRow>;
  /// All rows of the id; nothing if they are not known.
  const Rows* rows(std::string_view record_id) const;
  /// Whether the store is known to have no row of the id.
  bool lacks(std::string_view record_id) const;
  /// Rows of the id may have changed.
  void forget(const std::string& record_id) { rows_.erase(record_id); }
  /// Whether the store is known not to have this person; from now on it may.
  bool takes_new_person(const base::Digest& pseudonym) { return new_persons_.erase(pseudonym) > 0; }

  void note_asked(const std::string& record_id) { rows_.try_emplace(record_id); }
  void note_row(const std::string& record_id, ForeseenRow row) { rows_[record_id].push_back(std::move(row)); }
  void note_new_person(const base::Digest& pseudonym) { new_persons_.insert(pseudonym); }
  void note_known_person(const base::Digest& pseudonym) { new_persons_.erase(pseudonym); }

 private:
  std::unordered_map<std::string, Rows> rows_;
  std::set<base::Digest> new_persons_;
};

}  // namespace raccordo::store
