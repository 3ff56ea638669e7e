// Rules on the values of a CSI message: coded data by phase, amounts, dates, identifiers. csi_checker applies
// them to every message.
#pragma once

#include "codecs/csi/csi_events.hpp"
#include "codecs/csi/csi_report.hpp"

namespace raccordo::codecs::xml {

/// References and care-plan observations of one event: codes known in its phase, values of the right form.
void check_data(const XmlTree& tree, const CsiEvent& event, CsiReport& report);
/// Every date and interval, every width.
void check_times(const XmlTree& tree, CsiReport& report);
/// Codici fiscali of operators and relatives by shape: a warning, because no shared value depends on them.
void check_other_people(const XmlTree& tree, CsiReport& report);

}  // namespace raccordo::codecs::xml
