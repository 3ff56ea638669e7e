// The checker `csi-phases`: the rules of the CSI interchange that selectors cannot say, the marks of its
// phases (codecs/csi/csi_events.hpp) and the facts that an acknowledgement needs (codecs/csi/csi_facts.hpp).
#pragma once

#include "codecs/record_view.hpp"

namespace raccordo::codecs {

const RecordChecker& csi_phases();

}  // namespace raccordo::codecs
