// Makes a release: counts the published register, protects it together with the two releases before, audits
// the result and writes its evidence. Called by app/releases/publish; tests and benchmarks use the same path.
#pragma once

#include <string>
#include <vector>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

/// The fault says why the catalogue cannot be released (unknown dimension, k below 3). A release with its
/// evidence: the bytes describe single persons and must be sealed before they are stored.
/// aggregate/evidence/evidence.hpp reads and rechecks them.
struct ProvenRelease {
  Release release;
  std::string evidence;
};

/// Moves the published register to the facts and counts it, or for a revision counts it as it was, and
/// protects the release together with the two before it: `earlier` is the evidence of the newest of them;
/// null for the first. Published cells do not change. Same facts, request, scheme and earlier evidence: same
/// bytes. The fault may also name the earlier release that prevents this one.
base::Result<ProvenRelease> make_proven_release(const model::FactSet& facts,
                                                const std::vector<model::ExtractDefinition>& catalogue,
                                                const model::Scheme& scheme, const ReleaseRequest& request,
                                                const Evidence* earlier = nullptr);

/// True if evidence must be kept when the next release has its own, because later evidence does not contain
/// all of its releases: of every third row of the ledger, and the newest of an older program. `row` is its
/// number in the ledger, from 1.
bool is_last_proof(const Evidence& evidence, std::int64_t row);

}  // namespace raccordo::aggregate
