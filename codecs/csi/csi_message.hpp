// Writes one case as the message PRSS_IN001004ZZ of the CSI interchange (schemas/health-portal.md#written):
// valid by schemas/xml/prss_in001004zz.xsd, and read by the profile health-portal to the same values. Called
// by app/ingest, which translates the codes between the two steps here. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/own_codes.hpp"

namespace raccordo::codecs {

/// What the message says beside the case.
struct CsiEnvelope {
  std::string message_id;  ///< e.g. of the exchange
  std::string sender;      ///< names of the two bodies or of their systems
  std::string receiver;
};

/// A rule of the interchange that this case cannot meet, as a sentence without personal data.
struct NotExpressible {
  std::string rule;
};

/// First step: the record without what a message has no place for, and the list of that. Codes are still the
/// shared ones, so that the dates that choose the rows of tables are those that the reader will see.
base::Result<model::OwnRecord, NotExpressible> csi_content(const model::CaseRecord& record,
                                                           std::string_view person_id);

/// Second step: the message, in UTF-8. `own` has codes of the source; what its places cannot hold (a blank in
/// a code, a control character) is left out and added to `own.untranslated`.
std::string write_csi_message(model::OwnRecord& own, std::string_view person_id, const CsiEnvelope& envelope);

}  // namespace raccordo::codecs
