// The yearly report of a stored release. Called by `raccordo release report` and by the routes of releases.
// Throws base::StoredDamage if a stored release was changed.
#pragma once

#include <string>
#include <vector>

#include "app/problem/problem.hpp"
#include "app/rules/config.hpp"
#include "report/wording.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// HTML. Both rows need their content and must be DONE; `before` may be null: nothing is compared. The
/// problem `bad-request` says why `before` cannot be compared.
base::Result<std::string, Problem> write_release_report(const Config& config, const store::ReleaseRow& row,
                                                        const store::ReleaseRow* before,
                                                        report::Language language);

/// The finished release with which a report of `row` is compared if nobody says otherwise: the newest one of
/// the period before, published too if `row` is. `all`: newest first, as the store lists them, since the
/// clock may have been set back. Null without one.
const store::ReleaseRow* release_before(const store::ReleaseRow& row,
                                        const std::vector<store::ReleaseRow>& all);

}  // namespace raccordo::app
