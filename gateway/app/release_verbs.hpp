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

/// `release verify`: prints every breach of a finished release, with table and cell. Exit code 0 if there is
/// none.
int verify_stored_release(const store::ReleaseRow& row, Output output);

}  // namespace raccordo::app
