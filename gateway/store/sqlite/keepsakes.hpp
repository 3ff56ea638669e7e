// Keepsakes in SQLite. Made by SqliteStore; the jobs of erasures, restrictions and publications add them.
#pragma once

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

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

/// Within the transaction of the act; `n` is ignored.
void add_keepsake(Connection& db, const Keepsake& keepsake);

/// Of a record; the order as erase_found leaves it.
Keepsake erasure_of(const EraseOrder& order, const AuditEvent& event);

}  // namespace raccordo::store
