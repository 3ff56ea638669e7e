// Evidence: what proves a release, kept with it under seal. The snapshot it was counted from, the scheme of
// that day and all certificates; from these and the release alone everything can be rechecked, years later.
// make_proven_release gives it, app/ seals and keeps it, `recheck` takes it back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/release.hpp"
#include "aggregate/witness.hpp"

namespace raccordo::aggregate {

struct Evidence {
  std::string release_id;
  model::Period period;
  Rules rules;
  model::FactSet facts;  ///< persons under random numbers
  model::Scheme scheme;
  std::vector<Certificate> certificates;
};

/// Bytes that tell of single persons: to be sealed before they are kept. Same evidence: same bytes.
std::string write_evidence(const Evidence& evidence);
/// A fault if the bytes are not evidence or were cut short.
base::Result<Evidence> read_evidence(std::string_view bytes);

/// Counts the snapshot anew, compares every number shown, and recomputes every certificate. Nothing if all
/// holds; else what does not.
std::optional<base::Fault> recheck(const Release& release, const Evidence& evidence);

}  // namespace raccordo::aggregate
