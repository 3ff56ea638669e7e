#include "store/sqlite/figures.hpp"

namespace raccordo::store {
namespace {

/// Column `tbl` of the sums over all tables.
constexpr std::uint32_t kAllTables = 0;

Traffic read_traffic(const Query& query, int column) {
  const auto at = [&](int offset) { return static_cast<std::uint64_t>(query.integer(column + offset)); };
  return {at(0), {at(1), at(2), at(3), at(4), at(5)}};
}

std::uint64_t first_of(Connection& db, Sql sql) {
  auto query = db.query(sql);
  return query.step() ? static_cast<std::uint64_t>(query.integer(0)) : 0;
}

}  // namespace

std::vector<SourceTraffic> SqliteFigures::traffic(base::Instant first, base::Instant second) {
  std::vector<SourceTraffic> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT source, sum(iif(received_at >= ?1, 1, 0)), sum(iif(received_at >= ?1, received, 0)),"
      " sum(iif(received_at >= ?1, accepted, 0)), sum(iif(received_at >= ?1, unchanged, 0)),"
      " sum(iif(received_at >= ?1, quarantined, 0)), sum(iif(received_at >= ?1, rejected, 0)),"
      " count(*), sum(received), sum(accepted), sum(unchanged), sum(quarantined), sum(rejected)"
      " FROM submissions WHERE received_at >= ?2 GROUP BY source ORDER BY source",
      first, second);
  while (query.step()) rows.push_back({query.string(0), read_traffic(query, 1), read_traffic(query, 7)});
  return rows;
}

#define RACCORDO_SUMS_OF_DAYS                                                                  \
  " AS day, source, count(*), sum(received), sum(accepted), sum(unchanged), sum(quarantined)," \
  " sum(rejected) FROM submissions WHERE received_at >= ?1 GROUP BY day, source ORDER BY day, source"

std::vector<DayTraffic> SqliteFigures::days(base::Instant since) {
  std::vector<DayTraffic> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(
      Sql("SELECT strftime('%Y-%m-%d', received_at / 1000000, 'unixepoch')" RACCORDO_SUMS_OF_DAYS,
          "SELECT to_char(to_timestamp(received_at / 1000000) AT TIME ZONE 'UTC', "
          "'YYYY-MM-DD')" RACCORDO_SUMS_OF_DAYS),
      since);
  while (query.step()) rows.push_back({query.string(0), query.string(1), read_traffic(query, 2)});
  return rows;
}

std::vector<CoverageRow> SqliteFigures::coverage(const CoverageQuery& asked) {
  const auto by = [&](CoverageBy what) { return static_cast<std::int64_t>(asked.by == what); };
  std::vector<CoverageRow> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT s.text, iif(?3 <> 0 OR ?2 <> '', ifnull(t.text, ''), ''), iif(?4 <> 0, ifnull(o.text, ''), ''),"
      " iif(?5 <> 0, month, 0), sum(records), sum(coded), sum(mapped) FROM coverage"
      " JOIN codes s ON s.no = source LEFT JOIN codes t ON t.no = tbl LEFT JOIN codes o ON o.no = owner"
      " WHERE (?1 = '' OR s.text = ?1) AND month >= ?6"
      " AND iif(?2 <> '', t.text = ?2, iif(?3 <> 0, tbl <> 0, tbl = 0)) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, "
      "3, 4",
      asked.source, asked.table, by(CoverageBy::table), by(CoverageBy::comune), by(CoverageBy::month),
      std::int64_t{asked.since_month});
  while (query.step()) {
    const auto at = [&](int column) { return static_cast<std::uint64_t>(query.integer(column)); };
    rows.push_back({query.string(0), query.string(1), query.string(2),
                    static_cast<std::int32_t>(query.integer(3)), at(4), at(5), at(6)});
  }
  return rows;
}

StoreSize SqliteFigures::size() {
  const auto lease = readers_.lease();
  if (lease->session()) return {first_of(*lease, "SELECT pg_database_size(current_database())"), 0};
  const auto page = first_of(*lease, "PRAGMA page_size");
  return {page * first_of(*lease, "PRAGMA page_count"), page * first_of(*lease, "PRAGMA freelist_count")};
}

void CoverageDelta::add(Connection& db, CodeDictionary& codes, const PreparedRecord& record) {
  if (record.coded.empty()) return;
  const auto owner = codes.number(db, record.owner);
  auto& all = sums_[key_of(owner, kAllTables)];
  ++all.records;
  for (const auto& count : record.coded) {
    auto& sum = sums_[key_of(owner, codes.number(db, count.table))];
    ++sum.records;
    for (auto* each : {&sum, &all}) {
      each->coded += count.coded;
      each->mapped += count.mapped;
    }
  }
}

void CoverageBook::add(const CoverageDelta& delta, std::int64_t source, base::Instant received_at) {
  const std::int64_t month = month_of(received_at);
  for (const auto& [key, more] : delta.sums_) {
    const auto owner = static_cast<std::int64_t>(key >> 32U);
    const auto table = static_cast<std::int64_t>(key & 0xFFFFFFFFU);
    auto& sum = sums_[{month, source, table, owner}];
    sum.records += more.records;
    sum.coded += more.coded;
    sum.mapped += more.mapped;
  }
}

void CoverageBook::write(Connection& db) {
  for (const auto& [key, sum] : sums_) {
    const auto& [month, source, table, owner] = key;
    db.run(
        "INSERT INTO coverage (source, owner, tbl, month, records, coded, mapped)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (month, source, tbl, owner) DO UPDATE SET"
        " records = coverage.records + excluded.records, coded = coverage.coded + excluded.coded,"
        " mapped = coverage.mapped + excluded.mapped",
        source, owner, table, month, sum.records, sum.coded, sum.mapped);
  }
  sums_.clear();
}

}  // namespace raccordo::store
