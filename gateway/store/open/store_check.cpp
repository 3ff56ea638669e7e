#include "store/open/store_check.hpp"

#include <filesystem>

#include "store/sqlite/care.hpp"
#include "store/sqlite/credentials.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/postgres_open.hpp"
#include "store/sqlite/postgres_warnings.hpp"

namespace raccordo::store {

std::optional<std::string> identity_fault(const StorePlace& place) { return stored_identity_fault(place); }

std::optional<KeyChecks> read_key_checks(const StorePlace& place) { return stored_key_checks(place); }

std::optional<std::int64_t> older_schema_of(const StorePlace& place) {
  if (place.is_postgres() || !store_exists(place)) return std::nullopt;
  Connection db(place, OpenMode::read_only);
  return older_schema(db);
}

std::vector<std::string> store_warnings(const StorePlace& place) {
  if (!place.is_postgres()) return {};
  Connection db(place, OpenMode::read_only);
  return postgres_warnings(db);
}

bool store_exists(const StorePlace& place) {
  std::error_code ignored;
  return place.is_postgres() ? postgres_store_exists(place) : std::filesystem::exists(place.file, ignored);
}

}  // namespace raccordo::store
