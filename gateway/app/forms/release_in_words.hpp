// A finished release as text. Called by `raccordo release`.
#pragma once

#include <string>

#include "store/interface/stored.hpp"

namespace raccordo::app {

/// The text of `release show` and of `release.txt`: how much is hidden, how to read it, the rules and the
/// guarantee of the release, and its limits. "" if not finished. Throws base::StoredDamage.
std::string release_in_words(const store::ReleaseRow& row);

/// The sources and Comuni from which far fewer cases came than for the period before, as CSV; only the header
/// if there is none, "" of a release made before they were compared. Throws base::StoredDamage.
std::string senders_csv(const store::ReleaseRow& row);

}  // namespace raccordo::app
