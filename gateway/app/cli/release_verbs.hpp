// Parts of `raccordo release` in files of their own. Called by verb_release.cpp.
#pragma once

#include <string>

#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// `release verify`, from the store and, for the certificates, the sealing key: needs no mappings and no
/// other key. Prints every breach, with ledger row, table and cell, and every part that could not be checked.
/// Exit code 0 if everything was checked without a breach.
int verify_stored_release(const Config& config, const std::string& id, Output output);

}  // namespace raccordo::app
