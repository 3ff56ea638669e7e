#include "store/transfer/postgres_end.hpp"

#include <algorithm>

#include "base/stored_damage.hpp"
#include "store/transfer/names.hpp"

namespace raccordo::store {
namespace {

constexpr std::size_t kRowsAtOnce =
    64;  // of one INSERT: 64 times the widest table is far below 65,535 values
constexpr const char* kColumns =
    "SELECT c.table_name::text, c.column_name::text, c.data_type::text, c.is_identity::text"
    " FROM information_schema.columns c JOIN information_schema.tables t"
    " ON t.table_schema = c.table_schema AND t.table_name = c.table_name"
    " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
    " AND c.table_name <> 'store_schema' ORDER BY c.table_name COLLATE \"C\", c.ordinal_position";

PgValues::Kind kind_of_type(std::string_view type, const std::string& table) {
  if (type == "bigint") return PgValues::Kind::integer;
  if (type == "text") return PgValues::Kind::text;
  if (type == "bytea") return PgValues::Kind::bytes;
  throw base::StoredDamage("database: table " + table + " has a column of another type than the store's");
}

void append_cell(PgValues& values, PgValues::Kind kind, const TransferCell& cell) {
  if (cell.is_null) return values.add_null(kind);
  if (kind == PgValues::Kind::integer) return values.add(cell.integer);
  if (kind == PgValues::Kind::text) return values.add_text(cell.bytes);
  values.add_bytes(cell.bytes);
}

}  // namespace

std::vector<TransferTable> PostgresEnd::shapes() {
  std::vector<TransferTable> out;
  auto rows = session_.run(kColumns, {});
  while (rows.next()) {
    if (out.empty() || out.back().name != rows.text(0)) out.push_back({std::string(rows.text(0)), {}, {}});
    auto& table = out.back();
    table.columns.push_back({std::string(rows.text(1)), kind_of_type(rows.text(2), table.name)});
    if (rows.text(3) == "YES") table.number = rows.text(1);
  }
  return out;
}

std::vector<std::string> PostgresEnd::tables() {
  std::vector<std::string> names;
  for (const auto& table : shapes()) names.push_back(table.name);
  return names;
}

std::vector<std::string> PostgresEnd::columns(const std::string& table) {
  std::vector<std::string> names;
  for (const auto& each : shapes()) {
    if (each.name != table) continue;
    for (const auto& column : each.columns) names.push_back(column.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::int64_t PostgresEnd::number_of(const std::string& sql) {
  const auto& kept = statements_.try_emplace(sql, sql).first->second;
  auto rows = session_.run(kept.c_str(), {});
  return rows.next() ? rows.integer(0) : 0;
}

std::uint64_t PostgresEnd::count(const TransferTable& table) {
  return static_cast<std::uint64_t>(number_of("SELECT count(*) FROM " + table.name));
}

void PostgresEnd::read(const TransferTable& table, const Take& take) {
  const auto select = "DECLARE transfer BINARY CURSOR FOR SELECT " + names_of(table) + " FROM " + table.name +
                      " ORDER BY " + table.columns.front().name;
  session_.execute(select.c_str());
  TransferRow row(table.columns.size());
  for (bool more = true; more;) {
    auto rows = session_.execute("FETCH 1000 FROM transfer");
    more = false;
    while (rows.next()) {
      more = true;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const int column = static_cast<int>(i);
        row[i] = {rows.is_null(column), 0, {}};
        if (row[i].is_null) continue;
        if (table.columns[i].kind == PgValues::Kind::integer) {
          row[i].integer = rows.integer(column);
        } else {
          row[i].bytes = rows.text(column);
        }
      }
      take(row);
    }
  }
  session_.execute("CLOSE transfer");
}

void PostgresEnd::clear(const TransferTable& table) {
  session_.execute(("DELETE FROM " + table.name).c_str());
}

void PostgresEnd::add(const TransferTable& table, const TransferRow& row) {
  auto& values = waiting_.emplace_back();
  for (std::size_t i = 0; i < row.size(); ++i) append_cell(values, table.columns[i].kind, row[i]);
  if (waiting_.size() < kRowsAtOnce) return;
  PgValues all;
  for (const auto& each : waiting_) all.add_all(each);
  waiting_.clear();
  write(table, kRowsAtOnce, all);
}

void PostgresEnd::finish(const TransferTable& table) {
  for (const auto& each : waiting_) write(table, 1, each);
  waiting_.clear();
}

void PostgresEnd::write(const TransferTable& table, std::size_t rows, const PgValues& values) {
  const auto key = table.name + " " + std::to_string(rows);
  auto found = statements_.find(key);
  if (found == statements_.end()) found = statements_.emplace(key, insertion_of(table, rows)).first;
  session_.post(found->second.c_str(), values);
}

std::string PostgresEnd::sequence_of(const TransferTable& table) const {
  return "pg_get_serial_sequence('" + table.name + "', '" + table.number + "')";
}

std::int64_t PostgresEnd::last_number(const TransferTable& table) {
  const auto highest = number_of("SELECT max(" + table.number + ") FROM " + table.name);
  // Without a value: none was given yet.
  return std::max(highest, number_of("SELECT pg_sequence_last_value(" + sequence_of(table) + "::regclass)"));
}

void PostgresEnd::set_last_number(const TransferTable& table, std::int64_t number) {
  if (number > 0) number_of("SELECT setval(" + sequence_of(table) + ", " + std::to_string(number) + ")");
}

std::int64_t PostgresEnd::last_act() {
  return number_of("SELECT value FROM counters WHERE name = 'keepsakes'");
}

void PostgresEnd::set_last_act(std::int64_t number) {
  session_.execute("DELETE FROM counters WHERE name = 'keepsakes'");
  session_.execute(
      ("INSERT INTO counters (name, value) VALUES ('keepsakes', " + std::to_string(number) + ")").c_str());
}

}  // namespace raccordo::store
