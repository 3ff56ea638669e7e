// Makes a release: counts one snapshot, protects it together with all releases before it, audits the result
// and proves it. app/releases/publish calls it; the tests and benchmarks use the same path.
#pragma once

#include <string>
#include <vector>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

/// The fault says why the catalogue cannot be released (unknown dimension, k below 3). A release with what
/// proves it: the bytes tell of single persons and must be sealed before they are kept.
/// aggregate/evidence/evidence.hpp reads and rechecks them.
struct ProvenRelease {
  Release release;
  std::string evidence;
};

/// Protects the release together with all releases before it: `earlier` is the evidence of the newest of
/// them, which proves all; null for the first. What was shown then stays as it is. Same facts, request,
/// scheme and earlier evidence: same bytes. The fault may also say which earlier release stands in the way.
base::Result<ProvenRelease> make_proven_release(const model::FactSet& facts,
                                                const std::vector<model::ExtractDefinition>& catalogue,
                                                const model::Scheme& scheme, const ReleaseRequest& request,
                                                const Evidence* earlier = nullptr);

}  // namespace raccordo::aggregate
