#include "app/ingest/sealed_person.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/ingest/record_pipeline.hpp"
#include "base/text.hpp"
#include "mapping/record_json.hpp"

namespace raccordo::app {
namespace {

using model::IdType;

/// An identifier as it may have entered the pseudonym.
struct Candidate {
  IdType type = IdType::fiscal_code;
  base::Secret id;
};

/// `type|id`, as RecordPipeline seals it.
std::vector<Candidate> of_identifier(const std::string& plain) {
  std::vector<Candidate> found;
  const auto bar = plain.find('|');
  const auto type = model::parse_id_type(plain.substr(0, bar));
  if (bar != std::string::npos && type) found.push_back({*type, base::Secret(plain.substr(bar + 1))});
  return found;
}

/// The fields as they were sent. The pipeline reads type and number by the rules of the source, which may
/// have changed since: all readings are tried.
std::vector<Candidate> of_fields(const std::string& plain, const store::SealedRow& row) {
  std::vector<Candidate> found;
  const auto fields = mapping::read_field_record(plain);
  const auto* id = fields ? fields->record.find(model::Field::person_id) : nullptr;
  if (id == nullptr) return found;
  const auto text = base::to_upper_ascii(base::trim(id->text));
  for (const auto type : {IdType::fiscal_code, IdType::stp, IdType::eni, IdType::provisional, IdType::local})
    found.push_back({type, base::Secret(text)});
  // A person known only by the number of the record, which is unique within its key only.
  for (const auto& part : row.key_parts)
    found.push_back({IdType::local, base::Secret(local_id_of(part, text))});
  return found;
}

}  // namespace

std::optional<std::vector<base::Digest>> pseudonyms_of(const store::SealedRow& row, const Keyring& keys) {
  const bool is_person = row.kind == store::SealedKind::identifier;
  const auto context = is_person ? "person" : quarantine_context(row.source, row.record_id);
  const auto plain = keys.sealer.open(row.sealed, context);
  if (!plain || !row.pseudonym) return std::nullopt;
  for (const auto& [type, id] : is_person ? of_identifier(*plain) : of_fields(*plain, row)) {
    if (privacy::pseudonym_of(keys.pseudonym, type, row.source, id) != *row.pseudonym) continue;
    std::vector<base::Digest> all;
    for (const auto& key : keys.generations())
      all.push_back(privacy::pseudonym_of(key, type, row.source, id));
    return all;
  }
  return std::nullopt;
}

}  // namespace raccordo::app
