// Sealed evidence: the evidence of a release is sealed with the release's id as context, so that it can
// neither be read without the key nor be assigned to another release. publish.cpp seals and opens it for the
// next release; release_verification.cpp opens it to recheck.
#pragma once

#include <optional>
#include <string>

#include "privacy/keys.hpp"

namespace raccordo::app {

std::string seal_evidence(const privacy::Sealer& sealer, const std::string& release,
                          const std::string& evidence);
/// Nothing if it was changed, or belongs to another release or another key.
std::optional<std::string> unseal_evidence(const privacy::Sealer& sealer, const std::string& release,
                                           const std::string& sealed);

}  // namespace raccordo::app
