#include "store/sqlite/migrations.hpp"

#include <string>

namespace raccordo::store {
namespace {

constexpr std::int64_t kApplicationId = 0x52434344;  // "RCCD"

std::int64_t read_pragma(Connection& connection, Sql pragma) {
  auto query = connection.query(pragma);
  query.step();
  return query.integer(0);
}

std::int64_t version_of(Connection& connection) { return read_pragma(connection, "PRAGMA user_version"); }

std::optional<std::string> fault_of_origin(Connection& connection, std::size_t newest) {
  const auto version = version_of(connection);
  if (version > static_cast<std::int64_t>(newest)) {
    return "database: the file has schema version " + std::to_string(version) + ", this program knows only " +
           std::to_string(newest) + ": start the newer program that wrote it";
  }
  const auto application = read_pragma(connection, "PRAGMA application_id");
  const bool foreign = version == 0 && read_pragma(connection, "SELECT count(*) FROM sqlite_schema") > 0;
  if (foreign || (version > 0 && application != kApplicationId))
    return "database: the file belongs to another program: choose another file";
  return std::nullopt;
}

/// One step; another process may have done it already, which is not a fault.
void apply_step(Connection& connection, const Migration& migration, std::size_t number) {
  connection.execute("BEGIN IMMEDIATE");
  try {
    if (version_of(connection) == static_cast<std::int64_t>(number) - 1) {
      connection.execute(migration.sql);
      const auto marks = "PRAGMA user_version = " + std::to_string(number) +
                         "; PRAGMA application_id = " + std::to_string(kApplicationId);
      connection.execute(marks.c_str());
    }
    connection.execute("COMMIT");
  } catch (const base::SystemFault& fault) {
    if (connection.in_transaction()) connection.execute("ROLLBACK");
    throw base::SystemFault(std::string(migration.name) + ": " + fault.what());
  }
}

}  // namespace

std::optional<std::int64_t> older_schema(Connection& connection) {
  const auto version = version_of(connection);
  if (version == 0 || version >= static_cast<std::int64_t>(sqlite_schema().size())) return std::nullopt;
  return version;
}

std::optional<std::string> schema_fault(Connection& connection) {
  return fault_of_origin(connection, sqlite_schema().size());
}

void migrate(Connection& connection, std::span<const Migration> migrations) {
  if (const auto wrong = fault_of_origin(connection, migrations.size())) throw base::SystemFault(*wrong);
  for (auto next = static_cast<std::size_t>(version_of(connection)); next < migrations.size(); ++next) {
    apply_step(connection, migrations[next], next + 1);
  }
}

}  // namespace raccordo::store
