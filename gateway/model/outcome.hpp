// Determines the outcome of a record once all its issues are known (docs/records.md#outcomes). Called by
// app/ingest after mapping and identity checks, before the store.
#pragma once

#include <vector>

#include "model/issue.hpp"

namespace raccordo::model {

/// The sender's choice for records whose codes do not map (`?on_unmapped=`).
enum class OnUnmapped : std::uint8_t { quarantine, reject };

/// The most severe outcome of the error issues: rejected, else quarantined, else unchanged, else accepted;
/// warnings do not count. Writes it into every issue.
Outcome settle(std::vector<Issue>& issues, OnUnmapped on_unmapped = OnUnmapped::quarantine);

}  // namespace raccordo::model
