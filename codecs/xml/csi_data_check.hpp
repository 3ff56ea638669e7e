// Rules on the values of a CSI message, wherever they stand: coded data by phase, money, dates, identifiers.
// csi_checker runs them over every message.
#pragma once

#include "codecs/xml/csi_events.hpp"
#include "codecs/xml/csi_report.hpp"

namespace raccordo::codecs::xml {

/// References and care-plan observations of one event: letters known in its phase, values of the right form.
void check_data(const XmlTree& tree, const CsiEvent& event, CsiReport& report);
/// Every date and interval, every width.
void check_times(const XmlTree& tree, CsiReport& report);
/// Codici fiscali of operators and relatives by shape: a warning, because nothing shared rests on them.
void check_other_people(const XmlTree& tree, CsiReport& report);

}  // namespace raccordo::codecs::xml
