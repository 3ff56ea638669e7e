// Writes one case as the message PRSS_IN001004ZZ of the CSI interchange (schemas/health-portal.md#written):
// valid by schemas/xml/prss_in001004zz.xsd, and read by the profile health-portal to the same values. Called
// by app/ingest, which gives the translation of codes. Pure.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/own_codes.hpp"

namespace raccordo::codecs {

/// What the message says beside the case.
struct CsiEnvelope {
  std::string message_id;  ///< e.g. of the exchange
  std::string sender;      ///< names of the two bodies or of their systems
  std::string receiver;
};

struct CsiMessage {
  std::string xml;  ///< UTF-8
  /// What the message does not say, by list and item.
  std::vector<model::Untranslated> untranslated;
  /// What it says, in shared codes: the record that its reader has, but for source, id and version.
  model::CaseRecord said;
};

/// A rule of the interchange that this case cannot meet, as a sentence without personal data.
struct NotExpressible {
  std::string rule;
};
/// For base::Result; access without a value is a programming error.
[[noreturn]] inline void throw_exception_from_error(const NotExpressible& error,
                                                    const boost::source_location&) {
  throw std::logic_error("no message: " + error.rule);
}

/// Gives a record with shared codes in the codes of health-portal (mapping::to_own_codes).
using ToOwnCodes = std::function<model::OwnRecord(const model::CaseRecord&)>;

/// What has no place in a message, no code or a text that its place cannot hold (a blank in a code, a control
/// character) is left out and listed. `person_id` is the text of record.person.id.
base::Result<CsiMessage, NotExpressible> make_csi_message(const model::CaseRecord& record,
                                                          std::string_view person_id,
                                                          const CsiEnvelope& envelope,
                                                          const ToOwnCodes& to_own_codes);

}  // namespace raccordo::codecs
