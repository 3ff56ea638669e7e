#include "base/json.hpp"
#include "synth/document_writer.hpp"

namespace raccordo::synth {
namespace {

using base::JsonWriter;
using base::key;
using base::put;
using base::put_if;

/// Writes a number as it is, and any other text (a defect) as a string.
void put_number(JsonWriter& writer, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  key(writer, name);
  if (text.find_first_not_of("0123456789.") == std::string_view::npos) {
    writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  } else {
    base::text(writer, text);
  }
}

void put_or_null(JsonWriter& writer, std::string_view name, std::string_view text) {
  key(writer, name);
  if (text.empty()) {
    writer.Null();
  } else {
    base::text(writer, text);
  }
}

void put_person(JsonWriter& writer, const SourceCase& item) {
  key(writer, "assistito");
  writer.StartObject();
  put_if(writer, "cf", item.person_id);
  put(writer, "cognome", item.family);
  put(writer, "nome", item.given);
  put_if(writer, "sesso", item.sex);
  put_if(writer, "nato_il", item.birth);
  put_if(writer, "residenza", item.residence);
  put_if(writer, "cittadinanza", item.citizenship);
  key(writer, "nucleo");
  writer.StartObject();
  put_if(writer, "tipo", item.household);
  put_number(writer, "componenti", item.members);
  writer.EndObject();
  writer.EndObject();
}

/// Older installations have the channel beside the access, not in it.
void put_access(JsonWriter& writer, const SourceCase& item) {
  const bool older = item.number % 6 == 0;
  key(writer, "accesso");
  writer.StartObject();
  put_if(writer, "data", item.access);
  if (!older) put_if(writer, "canale", item.channel);
  put_if(writer, "richiesta", item.request);
  writer.EndObject();
  if (older) put_if(writer, "canale", item.channel);
}

void put_closure(JsonWriter& writer, const SourceCase& item) {
  key(writer, "chiusura");
  if (item.closed.empty()) {
    writer.Null();
    return;
  }
  writer.StartObject();
  put(writer, "data", item.closed);
  key(writer, "motivo");
  writer.StartObject();
  put_if(writer, "codice", item.closure);
  writer.EndObject();
  writer.EndObject();
}

void put_lists(JsonWriter& writer, const SourceCase& item) {
  key(writer, "bisogni");
  writer.StartArray();
  for (const auto& need : item.needs) {
    writer.StartObject();
    put(writer, "codice", need.code);
    put_if(writer, "descrizione", need.label);
    writer.EndObject();
  }
  writer.EndArray();
  key(writer, "valutazioni");
  writer.StartArray();
  for (const auto& date : item.assessments) {
    writer.StartObject();
    put(writer, "data", date);
    writer.EndObject();
  }
  writer.EndArray();
  key(writer, "progetti");
  writer.StartArray();
  for (const auto& plan : item.plans) {
    writer.StartObject();
    put(writer, "id", plan.id);
    put(writer, "dal", plan.start);
    put_or_null(writer, "al", plan.end);
    put_number(writer, "valore", plan.value);
    put_number(writer, "compartecipazione", plan.copayment);
    writer.EndObject();
  }
  writer.EndArray();
}

void put_interventions(JsonWriter& writer, const SourceCase& item) {
  key(writer, "interventi");
  writer.StartArray();
  for (const auto& done : item.interventions) {
    writer.StartObject();
    put(writer, "id", done.id);
    put(writer, "area", done.area);
    put(writer, "codice", done.type);
    put_if(writer, "descrizione", done.label);
    put_or_null(writer, "dal", done.start);
    put_or_null(writer, "al", done.end);
    put_if(writer, "importo", done.amount);
    put_number(writer, "quantita", done.quantity);
    put_if(writer, "unita", done.unit);
    put_if(writer, "gestione", done.management);
    put_if(writer, "gestore", done.managed_by);
    writer.EndObject();
  }
  writer.EndArray();
}

class IsolaWriter final : public DocumentWriter {
 public:
  explicit IsolaWriter(JsonLayout layout) : layout_(layout) {}

  std::string opening() const override {
    if (layout_ == JsonLayout::lines) return "";
    return "{\"ente\":\"Ambito Isola "
           "Bergamasca\",\"estratto_il\":\"2018-01-15T06:30:00+01:00\",\n\"cartelle\":[\n";
  }
  std::string closing() const override { return layout_ == JsonLayout::lines ? "" : "\n]}\n"; }
  std::string_view extension() const override { return layout_ == JsonLayout::lines ? "ndjson" : "json"; }

  void append(const SourceCase& item, std::string& out) override {
    if (layout_ == JsonLayout::document && appended_ > 0) out += ",\n";
    ++appended_;
    buffer_.Clear();
    JsonWriter writer(buffer_);
    writer.StartObject();
    put(writer, "id", item.record_id);
    put_if(writer, "aggiornata", item.version);
    put_if(writer, "comune", item.owner);
    put_if(writer, "apertura", item.opened);
    put_closure(writer, item);
    put_person(writer, item);
    put_access(writer, item);
    put_lists(writer, item);
    put_interventions(writer, item);
    put_if(writer, "note", note_of(item.number));
    writer.EndObject();
    out += base::view(buffer_);
    if (layout_ == JsonLayout::lines) out += '\n';
  }

 private:
  JsonLayout layout_;
  std::uint64_t appended_ = 0;
  base::JsonBuffer buffer_;
};

}  // namespace

std::unique_ptr<DocumentWriter> make_isola_writer(JsonLayout layout) {
  return std::make_unique<IsolaWriter>(layout);
}

}  // namespace raccordo::synth
