// Parts of `raccordo release` that stand in files of their own. verb_release.cpp calls them.
#pragma once

#include <string>

#include "app/verbs.hpp"
#include "store/stored.hpp"

namespace raccordo::app {

/// What `release show` tells of a finished release, and `release export` beside the tables: how much is
/// hidden, how to read it, the rules and the guarantee in the words of the release, what is not guaranteed.
/// "" if not finished.
std::string release_in_words(const store::ReleaseRow& row);

/// `release verify`, from the store and, for the certificates, the sealing key: needs no mappings and no
/// other key. Prints every breach, with ledger row, table and cell, and every part that could not be checked.
/// Exit code 0 if all was checked and all holds.
int verify_stored_release(const Config& config, const std::string& id, Output output);

}  // namespace raccordo::app
