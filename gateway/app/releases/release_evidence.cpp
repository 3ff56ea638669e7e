#include "app/releases/release_evidence.hpp"

namespace raccordo::app {
namespace {

std::string context_of(const std::string& release) { return "release-evidence|" + release; }

}  // namespace

std::string seal_evidence(const privacy::Sealer& sealer, const std::string& release,
                          const std::string& evidence) {
  return sealer.seal(evidence, context_of(release));
}

std::optional<std::string> unseal_evidence(const privacy::Sealer& sealer, const std::string& release,
                                           const std::string& sealed) {
  return sealer.open(sealed, context_of(release));
}

}  // namespace raccordo::app
