// Documents for a recipient in its own codes: the shared record as JSON, or as a message of the CSI
// interchange. Called by app for exchanges. Pure; what cannot be said is listed, never guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/csi/csi_message.hpp"
#include "codecs/profile.hpp"
#include "mapping/table.hpp"
#include "model/own_codes.hpp"

namespace raccordo::app {

struct OwnDocument {
  std::string text;
  std::vector<model::Untranslated> untranslated;
};

/// JSON (mapping::own_record_line): the shared record with codes of the profile's source, and `untranslated`.
/// `tables` are those of the source in force. `person_id` is the text of record.person.id.
OwnDocument own_json(const model::CaseRecord& record, std::string_view person_id,
                     const codecs::Profile& profile, const mapping::TableSet& tables);

/// HL7 v3 (codecs::write_csi_message), in codes of the profile and tables of health-portal; or the rule of
/// the interchange that the case cannot meet (406 `not-expressible`).
base::Result<OwnDocument, codecs::NotExpressible> csi_document(const model::CaseRecord& record,
                                                               std::string_view person_id,
                                                               const codecs::Profile& health_portal,
                                                               const mapping::TableSet& tables,
                                                               const codecs::CsiEnvelope& envelope);

}  // namespace raccordo::app
