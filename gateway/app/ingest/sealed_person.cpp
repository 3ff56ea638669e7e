#include "app/ingest/sealed_person.hpp"

#include <string>
#include <utility>

#include "app/ingest/record_pipeline.hpp"
#include "base/text.hpp"
#include "mapping/record_json.hpp"

namespace raccordo::app {
namespace {

using model::IdType;

/// `type|id`, as RecordPipeline seals it.
std::vector<KnownAs> of_identifier(const std::string& plain) {
  std::vector<KnownAs> found;
  const auto bar = plain.find('|');
  const auto type = model::parse_id_type(plain.substr(0, bar));
  if (bar != std::string::npos && type) found.push_back({*type, base::Secret(plain.substr(bar + 1))});
  return found;
}

}  // namespace

std::vector<KnownAs> readings_of(std::string_view identifier, const std::vector<std::string>& key_parts) {
  std::vector<KnownAs> found;
  const auto text = base::to_upper_ascii(base::trim(identifier));
  for (const auto type : {IdType::fiscal_code, IdType::stp, IdType::eni, IdType::provisional, IdType::local})
    found.push_back({type, base::Secret(text)});
  // A person known only by the number of the record, which is unique within its key only.
  for (const auto& part : key_parts) found.push_back({IdType::local, base::Secret(local_id_of(part, text))});
  return found;
}

std::optional<std::vector<base::Digest>> pseudonyms_of(const store::SealedRow& row,
                                                       const std::vector<KnownAs>& identifiers,
                                                       const Keyring& keys) {
  if (!row.pseudonym) return std::nullopt;
  for (const auto& [type, id] : identifiers) {
    if (privacy::pseudonym_of(keys.pseudonym, type, row.source, id) != *row.pseudonym) continue;
    std::vector<base::Digest> all;
    for (const auto& key : keys.generations())
      all.push_back(privacy::pseudonym_of(key, type, row.source, id));
    return all;
  }
  return std::nullopt;
}

std::optional<std::vector<base::Digest>> pseudonyms_of(const store::SealedRow& row, const Keyring& keys) {
  if (row.kind == store::SealedKind::identifier) {
    const auto plain = keys.sealer.open(row.sealed, "person");
    return plain ? pseudonyms_of(row, of_identifier(*plain), keys) : std::nullopt;
  }
  const auto plain = keys.sealer.open(row.sealed, quarantine_context(row.source, row.record_id));
  if (!plain) return std::nullopt;
  const auto fields = mapping::read_field_record(*plain);
  const auto* id = fields ? fields->record.find(model::Field::person_id) : nullptr;
  if (id == nullptr) return std::nullopt;
  return pseudonyms_of(row, readings_of(id->text, row.key_parts), keys);
}

}  // namespace raccordo::app
