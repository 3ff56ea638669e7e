// What `raccordo --version` says.
#pragma once

#include <string>

namespace raccordo::app {

/// `raccordo 0.2.0 (commit 0123456789ab)`; without the commit where neither git nor the archive names one.
std::string program_version();

}  // namespace raccordo::app
