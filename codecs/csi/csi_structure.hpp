// The structure of a CSI message as tables: known and required children, attributes and their values (HL7 v3
// schema of PRSS_IN001004ZZ as used in Lombardy; see schemas/health-portal.md). csi_checker checks every
// message against it.
#pragma once

#include "codecs/csi/csi_report.hpp"

namespace raccordo::codecs::xml {

/// Missing children and attributes and attributes of a wrong value are errors; children that are unknown or
/// that the interchange does not use are skipped with a warning.
void check_structure(const XmlTree& tree, CsiReport& report);

}  // namespace raccordo::codecs::xml
