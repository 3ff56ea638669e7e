// The JSON forms of records: the line printed by `decode`, the stored record as people read it, and the
// sealed fields of a quarantined record. Called by app/ingest, app/persons, decode, replay and quarantine.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "model/case_record.hpp"
#include "model/field_record.hpp"

namespace raccordo::mapping {

/// The shared record on one line, without line end: keys in the order of docs/records.md#the-shared-record,
/// absent values and empty lists left out, an unmapped code as `{"source_code":"SAD9"}`. `person_id` is the
/// text of record.person.id, which only privacy can open.
std::string shared_record_line(const model::CaseRecord& record, std::string_view person_id);

/// All that the store keeps of a record, for people: like the line, but without person.id, and with each
/// coded value as `{"code","source_code","source_label","table","version"}` (absent members left out).
/// Earlier versions stored it.
std::string stored_record_json(const model::CaseRecord& record);

/// Places that were rendered while the document was open; NodeIds of its record are indexes.
class StoredPlaces final : public model::Locator {
 public:
  explicit StoredPlaces(std::vector<model::Place> places) : places_(std::move(places)) {}
  model::Place locate(model::NodeId node) const override {
    return node < places_.size() ? places_[static_cast<std::size_t>(node)] : model::Place{};
  }

 private:
  std::vector<model::Place> places_;
};

/// A FieldRecord that has outlived its document. `record.locator` points to `places`.
struct StoredFields {
  model::FieldRecord record;
  std::unique_ptr<const StoredPlaces> places;
};

/// All of a FieldRecord (values, list lengths, issues) with its places rendered: what is sealed for replay.
/// Holds personal data.
std::string field_record_json(const model::FieldRecord& fields);

/// Reads `field_record_json`. A fault means that the text was not written by it.
base::Result<StoredFields> read_field_record(std::string_view json);

/// Keyed digest of all values except the version: two sendings with the same digest have the same content.
/// Independent of the order in which a codec gave the values.
base::Digest content_digest(const model::FieldRecord& fields, const base::Hmac& key);

}  // namespace raccordo::mapping
