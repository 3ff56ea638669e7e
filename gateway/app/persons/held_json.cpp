#include "app/persons/held_json.hpp"

#include <string_view>

#include "app/forms/json_forms.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/tables/worklist.hpp"
#include "base/stored_damage.hpp"
#include "mapping/record_json.hpp"
#include "mapping/stored_record.hpp"

namespace raccordo::app {
namespace {

void put_json(base::JsonWriter& writer, std::string_view json) {
  writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
}

/// A stored body as JSON.
void put_body(base::JsonWriter& writer, std::string_view body) {
  const auto record = mapping::read_stored_record(body);
  if (!record) throw base::StoredDamage("record: " + record.error().message);
  put_json(writer, mapping::stored_record_json(*record));
}

void put_waiting(base::JsonWriter& writer, const store::QuarantineRow& row, const Keyring& keys) {
  const auto opened = keys.sealer.open(row.sealed_fields, quarantine_context(row.source, row.record_id));
  put_json(writer, waiting_record_json(row, opened.value_or(""), FieldSight::clear));
}

}  // namespace

void write_held_members(base::JsonWriter& writer, const store::HeldRecord& held, const Keyring& keys) {
  base::put(writer, "source", held.source);
  base::put(writer, "owner", held.state.owner);
  base::key(writer, "state");
  write_record_state(writer, held.state);
  if (held.accepted_version) {
    base::key(writer, "accepted");
    put_body(writer, held.body);
  }
  if (!held.former.empty()) {
    base::key(writer, "former");
    writer.StartArray();
    for (const auto& former : held.former) {
      writer.StartObject();
      base::put(writer, "until", base::to_string(former.until));
      base::key(writer, "record");
      put_body(writer, former.body);
      writer.EndObject();
    }
    writer.EndArray();
  }
  if (held.waiting) {
    base::key(writer, "waiting");
    put_waiting(writer, *held.waiting, keys);
  }
  if (!held.beside.empty()) {
    base::key(writer, "beside");
    writer.StartArray();
    for (const auto& row : held.beside) put_waiting(writer, row, keys);
    writer.EndArray();
  }
}

}  // namespace raccordo::app
