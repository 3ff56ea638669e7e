// Rows of keepsakes: added within the jobs of erasures, restrictions, releases and publications. Runs on the
// writer's thread, readers read them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/interface/keepsakes.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::vector<Keepsake> read_keepsakes(Connection& db, std::int64_t after, std::size_t limit);
/// The highest number ever given; 0: none.
std::int64_t last_keepsake(Connection& db);
void set_last_keepsake(Connection& db, std::int64_t number);
/// Within the transaction of the act; `n` is ignored.
void add_keepsake(Connection& db, const Keepsake& keepsake);
/// Drops all, and gives no number up to that one again.
void drop_keepsakes(Connection& db, std::int64_t through);

/// Names what an erasure takes: `note` each record before, `take` afterwards. Records are not named without a
/// key of the store (RecordNames).
class ErasureNames {
 public:
  explicit ErasureNames(Connection& db) : db_(db) {}
  /// A row of `records`, and the owners of the contents that will be erased.
  void note(std::int64_t record, std::vector<std::string> owners);
  /// A row of `anonymous_facts`.
  void note_anonymous(std::int64_t fact);
  std::vector<ErasedRecord> take();

 private:
  Connection& db_;
  struct Noted {
    std::int64_t record = 0;  ///< 0: a fact
    ErasedRecord erased;
  };
  std::vector<Noted> noted_;
};

/// Tells audit and keepsakes of the erasure of one record.
void append_erasure(Connection& db, const AuditEvent& event, ErasureNames& names);

}  // namespace raccordo::store
