// What `serve` needs to begin, checked without beginning: files of TLS, addresses, the folder and identity of
// the store, keys. Called by `check`; a gateway may be running meanwhile.
#pragma once

#include "app/rules/config.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Adds a fault for each thing with which `serve` would refuse to start. The configuration's file must be
/// readable YAML. Binds each address for a moment, at a free port.
void check_start(const Config& config, base::FileFaults& faults);

}  // namespace raccordo::app
