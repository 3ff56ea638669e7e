#include "app/ingest/own_document.hpp"

#include "mapping/own_codes.hpp"

namespace raccordo::app {

OwnDocument own_json(const model::CaseRecord& record, std::string_view person_id,
                     const codecs::Profile& profile, const mapping::TableSet& tables) {
  mapping::ReverseTables reversed(tables);
  auto own = mapping::to_own_codes(record, profile.coded_fields(), reversed);
  return {mapping::own_record_line(own, person_id), std::move(own.untranslated)};
}

base::Result<OwnDocument, codecs::NotExpressible> csi_document(const model::CaseRecord& record,
                                                               std::string_view person_id,
                                                               const codecs::Profile& health_portal,
                                                               const mapping::TableSet& tables,
                                                               const codecs::CsiEnvelope& envelope) {
  mapping::ReverseTables reversed(tables);
  const auto fields = health_portal.coded_fields();
  auto message = codecs::make_csi_message(record, person_id, envelope, [&](const model::CaseRecord& content) {
    return mapping::to_own_codes(content, fields, reversed);
  });
  if (!message) return message.error();
  return OwnDocument{std::move(message->xml), std::move(message->untranslated)};
}

}  // namespace raccordo::app
