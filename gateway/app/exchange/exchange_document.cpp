#include "app/exchange/exchange_document.hpp"

#include <string_view>
#include <utility>

#include "app/exchange/sealed_exchange.hpp"
#include "app/ingest/own_document.hpp"
#include "base/json.hpp"
#include "mapping/coded_values.hpp"
#include "mapping/record_json.hpp"

namespace raccordo::app {
namespace {

/// The source whose profile describes the message that HL7 v3 documents are.
constexpr std::string_view kHealthPortal = "health-portal";

using Rendered = base::Result<RenderedCase, Problem>;

std::string_view person_of(const model::CaseRecord& record) {
  return privacy::SecretOpener::open(record.person.id, privacy::SecretOpener::Purpose::hand_to_other_body);
}

Problem no_source(std::string_view source) {
  return {"unknown-source", "This gateway has no source " + std::string(source) + "."};
}

/// The line of the shared record with one member more: the codes that no table mapped.
RenderedCase render_shared(const model::CaseRecord& record) {
  auto line = mapping::shared_record_line(record, person_of(record));
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  std::size_t count = 0;
  writer.StartArray();
  for (const auto& value : mapping::coded_values(record)) {
    if (value.coded->is_mapped()) continue;
    ++count;
    writer.StartObject();
    base::put(writer, "path", value.field);
    base::put(writer, "code", value.coded->source_code);
    base::put(writer, "why", model::to_string(model::Unsaid::unmapped_code));
    writer.EndObject();
  }
  writer.EndArray();
  line.pop_back();
  line += ",\"untranslated\":";
  line += base::view(buffer);
  line += "}";
  return {std::move(line), count};
}

RenderedCase of_document(OwnDocument document) {
  return {std::move(document.text), document.untranslated.size()};
}

Rendered render_own(const model::CaseRecord& record, std::string_view source, const ActiveTables& tables) {
  const auto* rules = tables.book().find(source);
  const auto* active = tables.find(source);
  if (rules == nullptr || active == nullptr) return no_source(source);
  return of_document(own_json(record, person_of(record), rules->profile, active->tables));
}

Rendered render_message(const store::ExchangeRow& row, const model::CaseRecord& record,
                        const ActiveTables& tables) {
  const auto* rules = tables.book().find(kHealthPortal);
  const auto* active = tables.find(kHealthPortal);
  if (rules == nullptr || active == nullptr) return no_source(kHealthPortal);
  auto made = csi_document(record, person_of(record), rules->profile, active->tables,
                           {row.id, row.sender, row.recipient});
  if (!made) return Problem{"not-expressible", made.error().rule};
  return of_document(std::move(*made));
}

}  // namespace

Rendered exchange_document(const store::ExchangeRow& row, const store::ExchangeCase& content,
                           ExchangeForm form, std::string_view own_source, const ActiveTables& tables,
                           const Keyring& keys) {
  if (form == ExchangeForm::original) {
    return RenderedCase{open_text(keys.sealer, row.id, ExchangeText::document, content.document), {}};
  }
  const auto record = open_case(keys.sealer, row.id, content.record);
  switch (form) {
    case ExchangeForm::own_json:
      return render_own(record, own_source, tables);
    case ExchangeForm::hl7_v3:
      return render_message(row, record, tables);
    case ExchangeForm::shared_json:
    case ExchangeForm::original:
      break;
  }
  return render_shared(record);
}

}  // namespace raccordo::app
