// Evidence: the proof of a release together with all earlier ones, stored sealed with the release. It
// contains the register they were counted from, what each of them showed, the scheme of each and all
// certificates; with these and the release everything can be rechecked years later. Made by
// make_proven_release, sealed and stored by app/, read by `recheck` and for the next release.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/witness.hpp"
#include "aggregate/published/published_register.hpp"
#include "base/result.hpp"

namespace raccordo::aggregate {

struct Evidence {
  std::vector<Layer>
      layers;  ///< all releases so far, oldest first; the last is the one that this evidence was made with
  model::FactSet facts;  ///< one register for all; persons under random numbers
  std::vector<FormerPerson> former;
  std::vector<Certificate> certificates;
  PublishedRegister published;  ///< what the next release moves from; empty in evidence of older programs

  LayeredRegister joint() const { return {facts, former, layers, certificates}; }
};

/// Bytes that describe single persons: seal them before storing. Same evidence: same bytes.
std::string write_evidence(const Evidence& evidence);
/// A fault if the bytes are not evidence or are truncated.
base::Result<Evidence> read_evidence(std::string_view bytes);

}  // namespace raccordo::aggregate
