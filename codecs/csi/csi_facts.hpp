// The data of the request for an acknowledgement, as DocumentFacts. The checker `csi-phases` reads them from
// the first message of a document; app/ passes them to the protocol that writes the answer.
#pragma once

#include <string_view>

#include "codecs/decoder.hpp"
#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// Keys: `message.root`, `message.extension`, `sender.root`, `sender.extension`, `receiver.root`,
/// `receiver.extension`, `accept_ack_code`. What the message does not say is left out.
DocumentFacts read_facts(const XmlTree& tree);

}  // namespace raccordo::codecs::xml
