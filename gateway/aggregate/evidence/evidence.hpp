// Evidence: what proves a release together with all releases before it, kept with it under seal. The register
// they were counted from, what each of them showed, the scheme of its day and all certificates; from these
// and the release alone everything can be rechecked, years later. make_proven_release gives it, app/ seals
// and keeps it, `recheck` takes it back, and the next release is made with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/witness.hpp"
#include "base/result.hpp"

namespace raccordo::aggregate {

struct Evidence {
  std::vector<Layer> layers;  ///< all releases so far, oldest first; the last is the one this was made with
  model::FactSet facts;       ///< one register for all; persons under random numbers
  std::vector<FormerPerson> former;
  std::vector<Certificate> certificates;

  LayeredRegister joint() const { return {facts, former, layers, certificates}; }
};

/// Bytes that tell of single persons: to be sealed before they are kept. Same evidence: same bytes.
std::string write_evidence(const Evidence& evidence);
/// A fault if the bytes are not evidence or were cut short.
base::Result<Evidence> read_evidence(std::string_view bytes);

}  // namespace raccordo::aggregate
