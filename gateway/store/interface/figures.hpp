// Figures: figures for administrators: traffic, coverage, size. Reached by CaseStore::figures(). Counts are
// exact here; app decides who may see them. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/receipt.hpp"

namespace raccordo::store {

/// Records of a source received in an interval.
struct Traffic {
  std::uint64_t submissions = 0;
  model::Counts counts;
};
struct SourceTraffic {
  std::string source;
  Traffic since_first, since_second;
};

/// Records of a source received on one day, in UTC.
struct DayTraffic {
  std::string day;  ///< `2026-11-29`
  std::string source;
  Traffic traffic;
};

/// A month as one number: year * 12 + month - 1, in UTC.
std::int32_t month_of(base::Instant instant);
/// `2026-11`.
std::string month_name(std::int32_t month);

/// How coverage is grouped.
enum class CoverageBy : std::uint8_t { source, table, comune, month };

struct CoverageQuery {
  CoverageBy by = CoverageBy::source;
  std::string source;            ///< "": all
  std::string table;             ///< "": all tables together, or each where `by` is table
  std::int32_t since_month = 0;  ///< inclusive
};

/// Coded values as they arrived in new contents of records, and how many of them mapped.
struct CoverageRow {
  std::string source, table, owner;  ///< "" where rows are not told apart by it
  std::int32_t month = 0;            ///< 0 likewise
  std::uint64_t records = 0;         ///< contents with at least one such value
  std::uint64_t coded = 0, mapped = 0;
};

struct StoreSize {
  std::uint64_t bytes = 0, free_bytes = 0;
};

class Figures {
 public:
  virtual ~Figures() = default;
  /// By source: what was received since each of two instants, of which the first is the later one.
  virtual std::vector<SourceTraffic> traffic(base::Instant first, base::Instant second) = 0;
  /// By day and source, days with traffic only, in ascending order.
  virtual std::vector<DayTraffic> days(base::Instant since) = 0;
  virtual std::vector<CoverageRow> coverage(const CoverageQuery& query) = 0;
  virtual StoreSize size() = 0;
};

}  // namespace raccordo::store
