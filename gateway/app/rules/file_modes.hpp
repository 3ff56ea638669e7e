// Checks who may read or change the files of an installation that grant rights. Reported by `check` as faults
// and by `serve` as warnings in the log.
#pragma once

#include "app/rules/config.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// A TLS key that others can read (its group may, if the file belongs to root, as with Debian's group
/// ssl-cert); a configuration or clients.yaml that others can change.
base::FileFaults faults_of_modes(const Config& config);

}  // namespace raccordo::app
