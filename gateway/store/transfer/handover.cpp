#include "store/transfer/handover.hpp"

#include <filesystem>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/postgres_open.hpp"
#include "store/sqlite/store_identity.hpp"

namespace raccordo::store {
namespace {

StoreMark mark_in(const StorePlace& place) {
  Connection db(place, OpenMode::read_only);
  return mark_of(db);
}

}  // namespace

UnfinishedCopy copy_of(const StorePlace& source, const StoreClaim& claim) {
  const auto db = open_writer({source, 64, 1, 0, StoreOptions::Identity::must_fit, &claim});
  const auto mark = mark_of(*db);
  return {mark.identity, mark.commits};
}

std::int64_t last_act_of(const StorePlace& source) {
  Connection db(source, OpenMode::read_only);
  return last_keepsake(db);
}

bool holds_copy(const StorePlace& target, const UnfinishedCopy& copy) {
  std::error_code ignored;
  const bool exists =
      target.is_postgres() ? postgres_store_exists(target) : std::filesystem::exists(target.file, ignored);
  return exists && mark_in(target).identity == copy.identity;
}

bool is_handed_over(const StorePlace& source, const UnfinishedCopy& copy) {
  const auto kept = read_mark(source.file);
  // Of a store in use the file may be behind, never ahead.
  return kept && kept->identity == copy.identity && kept->commits > mark_in(source).commits;
}

bool has_own_entry(const StorePlace& source, const StorePlace& target) {
  return mark_in(target).audit.seq > mark_in(source).audit.seq;
}

void name_copy(const StorePlace& target) { write_mark(target.file, mark_in(target)); }

bool has_identity_beside(const StorePlace& source) {
  return !source.is_postgres() || read_mark(source.file).has_value();
}

void retire(const StorePlace& source, const StorePlace& target) {
  auto older = mark_in(source);
  ++older.commits;
  write_mark(source.file, older);
  note_moved(source, target);
}

}  // namespace raccordo::store
