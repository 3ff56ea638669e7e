#include "app/exchange/exchanged_person.hpp"

#include <array>
#include <string>

#include "app/exchange/sealed_exchange.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/ingest/reporting_body.hpp"
#include "base/stored_damage.hpp"

namespace raccordo::app {
namespace {

std::optional<model::CaseRecord> open_row(const store::SealedRow& row, const Keyring& keys) {
  try {
    return open_case(keys.sealer, row.record_id, row.sealed);
  } catch (const base::StoredDamage&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<std::vector<base::Digest>> pseudonyms_of_exchange(const store::SealedRow& row,
                                                                const Keyring& keys) {
  const auto record = open_row(row, keys);
  if (!record || !row.pseudonym) return std::nullopt;
  const auto& person = record->person;
  const std::string id(privacy::SecretOpener::open(person.id, privacy::SecretOpener::Purpose::pseudonymise));
  // A person known only by the number of the record may be known within the record's key.
  const std::array<std::string, 3> candidates = {
      id, local_id_of(record->owner, id), local_id_of(store::key_of_body(body_code(record->managed_by)), id)};
  for (const auto& each : candidates) {
    const base::Secret known_as(each);
    if (privacy::pseudonym_of(keys.pseudonym, person.id_type, row.source, known_as) != *row.pseudonym)
      continue;
    std::vector<base::Digest> all;
    for (const auto& key : keys.generations())
      all.push_back(privacy::pseudonym_of(key, person.id_type, row.source, known_as));
    return all;
  }
  return std::nullopt;
}

}  // namespace raccordo::app
