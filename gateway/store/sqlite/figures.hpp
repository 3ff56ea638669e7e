// Figures in SQLite, and the counting of coverage within apply. Made by SqliteStore.
#pragma once

#include <array>
#include <map>

#include "store/interface/figures.hpp"
#include "store/interface/stored.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/readers.hpp"

namespace raccordo::store {

class SqliteFigures final : public Figures {
 public:
  /// Must outlive it.
  explicit SqliteFigures(SqliteReaders& readers) : readers_(readers) {}
  std::vector<SourceTraffic> traffic(base::Instant first, base::Instant second) override;
  std::vector<CoverageRow> coverage(const CoverageQuery& query) override;
  StoreSize size() override;

 private:
  SqliteReaders& readers_;
};

/// The additions of one job to the table `coverage`: written once at its end.
class CoverageDelta {
 public:
  void add(Connection& db, CodeDictionary& codes, const PreparedRecord& record);
  void write(Connection& db, std::int64_t source, base::Instant received_at) const;

 private:
  struct Sum {
    std::int64_t records = 0, coded = 0, mapped = 0;
  };
  std::map<std::pair<std::int64_t, std::int64_t>, Sum> sums_;  ///< by owner and table
};

}  // namespace raccordo::store
