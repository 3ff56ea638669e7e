// A finished release in words for a person. Called by `raccordo release`.
#pragma once

#include <string>

#include "store/interface/stored.hpp"

namespace raccordo::app {

/// What `release show` tells of a finished release, and `release export` beside the tables: how much is
/// hidden, how to read it, the rules and the guarantee in the words of the release, what is not guaranteed.
/// "" if not finished.
std::string release_in_words(const store::ReleaseRow& row);

}  // namespace raccordo::app
