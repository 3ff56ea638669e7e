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

}  // namespace raccordo::store
