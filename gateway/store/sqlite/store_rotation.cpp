// What a rotation of the installation's keys does to a SqliteStore.
#include <memory>
#include <utility>

#include "store/sqlite/audit.hpp"
#include "store/sqlite/pseudonym_renewal.hpp"
#include "store/sqlite/sealed_rows.hpp"
#include "store/sqlite/store.hpp"

namespace raccordo::store {

std::vector<SealedRow> SqliteStore::sealed_rows(SealedKind kind, std::int64_t after, std::size_t limit) {
  return read_sealed_rows(*readers_->lease(), kind, after, limit);
}

std::uint64_t SqliteStore::count_sealed_rows() { return count_sealed(*readers_->lease()); }

void SqliteStore::reseal(std::vector<Resealed> rows, Done<std::uint64_t> done) {
  const auto weight = rows.size();
  const auto shared = std::make_shared<const std::vector<Resealed>>(std::move(rows));
  post_write(
      *writer_, [shared](Connection& db) { return replace_sealed(db, *shared); }, std::move(done), weight,
      Admission::bounded, Urgency::bulk);
}

std::int64_t SqliteStore::resealed_through() { return read_resealed(*readers_->lease()); }

void SqliteStore::note_resealed(std::int64_t generation, AuditEvent event, Done<bool> done) {
  post_write(
      *writer_,
      [generation, event = std::move(event)](Connection& db) {
        write_resealed(db, generation);
        append_audit(db, event);
        return true;
      },
      std::move(done), 1, Admission::bounded, Urgency::prompt, Traces::removed);
}

void SqliteStore::renew_pseudonyms(PseudonymRenewal renewal, Done<RenewedPseudonyms> done) {
  const auto shared = std::make_shared<const PseudonymRenewal>(std::move(renewal));
  post_write(
      *writer_, [shared](Connection& db) { return store::renew_pseudonyms(db, *shared); }, std::move(done), 1,
      Admission::bounded, Urgency::prompt, Traces::removed);
}

}  // namespace raccordo::store
