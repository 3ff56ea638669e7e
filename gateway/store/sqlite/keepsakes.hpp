// Keepsakes in SQLite. Made by SqliteStore; the jobs of erasures, restrictions, releases and publications add
// them.
#pragma once

#include <cstdint>
#include <vector>

#include "store/interface/keepsakes.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteKeepsakes final : public Keepsakes {
 public:
  /// Both must outlive it.
  SqliteKeepsakes(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  std::vector<Keepsake> after(std::int64_t n, std::size_t limit) override;
  std::int64_t last() override;
  void drop(std::int64_t through, Done<bool> done) override;
  void renumber(std::int64_t through, Done<bool> done) override;
  void repeat(std::vector<Keepsake> acts, std::vector<AuditEvent> events, Done<bool> done) override;
  std::string ledger_gap() override;
  void set_ledger_gap(std::string why, Done<bool> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

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

}  // namespace raccordo::store
