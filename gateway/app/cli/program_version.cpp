#include "app/cli/program_version.hpp"

#include <string_view>

namespace raccordo::app {

std::string program_version() {
  constexpr std::string_view kCommit = RACCORDO_COMMIT;
  const std::string version = "raccordo " RACCORDO_VERSION;
  return kCommit.empty() ? version : version + " (commit " + std::string(kCommit) + ")";
}

}  // namespace raccordo::app
