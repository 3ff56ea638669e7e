// The HL7 v3 answer MCCI_IN000002UV01 to a CSI message (schemas/xml/mcci_in000002uv01.xsd).
#pragma once

#include <string>

#include "codecs/protocol.hpp"

namespace raccordo::codecs {

/// Answers in XML, none to a message whose acceptAckCode asks for none. Keys of the facts: csi_facts.hpp.
const Protocol& hl7_acknowledgements();

/// Well-formed XML in UTF-8, valid against the schema, AA, AE or AR by the verdict; each issue becomes an
/// acknowledgementDetail: E or W, code, text, path in the request. Characters that XML cannot hold are left
/// out.
std::string make_acknowledgement(const DocumentAnswer& answer);

/// The sender's acceptAckCode: AL wants an answer always, NE never, ER unless all was accepted. A request
/// that says nothing readable is answered.
bool answer_wanted(const DocumentFacts& request, Verdict verdict);

}  // namespace raccordo::codecs
