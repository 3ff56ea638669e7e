// All defects of a record, and their expected results. Applied to SourceCases by the sets; the truth repeats
// `outcome` and `codes`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synth/source_case.hpp"

namespace raccordo::synth {

struct DefectKind {
  std::string_view name;
  std::string_view outcome;             ///< REJECTED, QUARANTINED, UNCHANGED
  std::vector<std::string_view> codes;  ///< issue codes that the record must have
  /// Puts the defect into a good case that has an intervention and a codice fiscale. False if this system
  /// cannot have the defect; then the case is unchanged.
  bool (*apply)(SourceCase& item, const SynthCase& good, const Dialect& dialect);
};

/// Kinds made from a new case.
std::span<const DefectKind> defect_kinds();
/// A record that is already in the document; and an older version sent late, in a separate document.
const DefectKind& duplicate_kind();
const DefectKind& stale_kind();

}  // namespace raccordo::synth
