// Everything `serve` needs to start, checked without starting: files of TLS, addresses, the folder and
// identity of the store, keys. Called by `check`; a gateway may be running.
#pragma once

#include "app/rules/config.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Adds a fault for each reason for which `serve` would refuse to start. The configuration must be readable
/// YAML. Binds each address briefly, at a free port.
void check_start(const Config& config, base::FileFaults& faults);

}  // namespace raccordo::app
