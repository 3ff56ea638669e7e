// The queries of SqliteStore about records.
#include "store/sqlite/ownership.hpp"
#include "store/sqlite/record_states.hpp"
#include "store/sqlite/store.hpp"

namespace raccordo::store {

std::optional<RecordState> SqliteStore::record(std::string_view source, std::string_view record_id,
                                               const RecordReach& reach) {
  return read_record(*readers_->lease(), source, record_id, reach);
}

Page<RecordState> SqliteStore::records(std::string_view source, std::optional<base::Instant> since,
                                       std::size_t limit, std::string_view cursor, const RecordReach& reach) {
  return read_records(*readers_->lease(), source, since, limit, cursor, reach);
}

std::uint64_t SqliteStore::refusals(std::string_view client, base::Date day) {
  return refusals_.count(client, day, [&] { return read_refusals(*readers_->lease(), client, day); });
}

}  // namespace raccordo::store
