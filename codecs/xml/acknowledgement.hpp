// The HL7 v3 answer MCCI_IN000002UV01 to a CSI message (schemas/xml/mcci_in000002uv01.xsd). app/ builds one
// from the receipt when the client asks for XML; DocumentFacts of the decoder say whom it answers.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "codecs/decoder.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

/// AA: stored (warnings may stand in the details). AE: understood, content refused. AR: not a message that
/// can be taken (not well-formed, wrong root or namespace, security).
enum class AcknowledgementType : std::uint8_t { accepted, error, refused };

struct Acknowledgement {
  /// Keys as in codecs/xml/csi_facts.hpp; what is missing is answered with a nullFlavor.
  DocumentFacts request;
  AcknowledgementType type = AcknowledgementType::accepted;
  std::string id;  ///< of the answer itself, e.g. of the submission
  base::Instant created;
  /// Each becomes an acknowledgementDetail: E or W, code, text, path in the request.
  std::vector<model::Issue> issues;
};

/// Well-formed XML in UTF-8, valid against the schema. Characters that XML cannot hold are left out.
std::string make_acknowledgement(const Acknowledgement& acknowledgement);

/// The sender's acceptAckCode: AL wants an answer always, NE never, ER unless all was accepted. A request
/// that says nothing readable is answered.
bool answer_wanted(const DocumentFacts& request, AcknowledgementType type);

}  // namespace raccordo::codecs
