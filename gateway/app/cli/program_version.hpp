// The output of `raccordo --version`.
#pragma once

#include <string>

namespace raccordo::app {

/// `raccordo 0.2.0 (commit 0123456789ab)`; without the commit if neither git nor the archive has one.
std::string program_version();

}  // namespace raccordo::app
