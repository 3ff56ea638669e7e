#include "store/open/store_check.hpp"

#include <filesystem>

#include "store/interface/unfinished_copy.hpp"
#include "store/sqlite/care.hpp"
#include "store/sqlite/credentials.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/postgres_open.hpp"
#include "store/sqlite/postgres_warnings.hpp"

namespace raccordo::store {

std::optional<std::string> unusable(const StorePlace& place) {
  if (auto unfinished = fault_of_copy(place)) return unfinished;
  if (auto moved = fault_of_moved(place)) return moved;
  std::error_code none;
  const auto size = place.is_postgres() ? 0 : std::filesystem::file_size(place.file, none);
  if (none || size == 0) return std::nullopt;
  Connection db(place.file, OpenMode::read_write);  // only this recovers a log left by a crash
  return schema_fault(db);
}

std::optional<std::string> identity_fault(const StorePlace& place) { return stored_identity_fault(place); }

std::optional<KeyChecks> read_key_checks(const StorePlace& place) { return stored_key_checks(place); }

std::optional<std::int64_t> older_schema_of(const StorePlace& place) {
  if (place.is_postgres() || !store_exists(place)) return std::nullopt;
  Connection db(place, OpenMode::read_only);
  return older_schema(db);
}

std::vector<std::string> store_warnings(const StorePlace& place) {
  if (!place.is_postgres()) {
    const auto older = older_schema_of(place);
    if (!older) return {};
    return {"the store has the schema of an older version (" + std::to_string(*older) +
            "): the next start of `raccordo serve` makes a backup of it beside it, for which there must be "
            "space, "
            "and brings it to this version"};
  }
  Connection db(place, OpenMode::read_only);
  return postgres_warnings(db);
}

bool store_exists(const StorePlace& place) {
  std::error_code ignored;
  return place.is_postgres() ? postgres_store_exists(place) : std::filesystem::exists(place.file, ignored);
}

}  // namespace raccordo::store
