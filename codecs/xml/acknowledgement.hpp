// The HL7 v3 acknowledgement MCCI_IN000002UV01 of a CSI message (schemas/xml/mcci_in000002uv01.xsd). app/
// builds one from the receipt if the client asks for XML; DocumentFacts of the decoder identify the request.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "codecs/decoder.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

/// AA: stored (warnings may be in the details). AE: understood, content refused. AR: not an acceptable
/// message (not well-formed, wrong root or namespace, security).
enum class AcknowledgementType : std::uint8_t { accepted, error, refused };

struct Acknowledgement {
  /// Keys as in codecs/xml/csi_facts.hpp; missing ones become a nullFlavor.
  DocumentFacts request;
  AcknowledgementType type = AcknowledgementType::accepted;
  std::string id;  ///< of the answer itself, e.g. of the submission
  base::Instant created;
  /// Each becomes an acknowledgementDetail: E or W, code, text, path in the request.
  std::vector<model::Issue> issues;
};

/// Well-formed XML in UTF-8, valid against the schema. Characters that XML cannot hold are left out.
std::string make_acknowledgement(const Acknowledgement& acknowledgement);

/// The sender's acceptAckCode: AL always wants an answer, NE never, ER unless all was accepted. Without a
/// readable code the request is answered.
bool answer_wanted(const DocumentFacts& request, AcknowledgementType type);

}  // namespace raccordo::codecs
