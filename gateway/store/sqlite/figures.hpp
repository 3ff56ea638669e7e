// Figures in SQLite, and the counting of coverage within apply. Made by SqliteStore.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <unordered_map>

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
  std::vector<DayTraffic> days(base::Instant since) override;
  std::vector<CoverageRow> coverage(const CoverageQuery& query) override;
  StoreSize size() override;

 private:
  SqliteReaders& readers_;
};

struct CoverageSum {
  std::int64_t records = 0, coded = 0, mapped = 0;
};

/// The additions of one job to the table `coverage`.
class CoverageDelta {
 public:
  void add(Connection& db, CodeDictionary& codes, const PreparedRecord& record);

 private:
  friend class CoverageBook;
  /// The numbers of an owner and of a table as one.
  static std::uint64_t key_of(std::uint32_t owner, std::uint32_t table) {
    return std::uint64_t{owner} << 32U | table;
  }
  std::unordered_map<std::uint64_t, CoverageSum> sums_;
};

/// The additions of all jobs of one transaction: the pieces of a document add to the same few rows, which are
/// written once, before the commit. Threads: the writer's only.
class CoverageBook {
 public:
  void add(const CoverageDelta& delta, std::int64_t source, base::Instant received_at);
  /// Writes the additions and forgets them.
  void write(Connection& db);
  /// The transaction was rolled back.
  void forget() { sums_.clear(); }

 private:
  /// Month, source, table, owner: the key of the rows, in its order.
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
  std::map<Key, CoverageSum> sums_;
};

}  // namespace raccordo::store
