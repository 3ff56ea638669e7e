// Orders of releases: which periods may be released, and when again. Called by the routes and by `raccordo
// release create`; executed by carry_out_release (publish.hpp).
#pragma once

#include <span>
#include <string>

#include "app/problem/problem.hpp"
#include "app/rules/config.hpp"
#include "base/result.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

struct ReleaseOrder {
  std::string period, note;
  std::string actor;  ///< the actor, as in the audit
};

/// Checks the order and reserves the period: a RUNNING row is stored. A released period is accepted only if a
/// revision date (configuration `release.revisions`) has passed since, once per date. The problem is
/// `unknown-period` or `period-released`, which names the next revision date.
base::Result<store::ReleaseRow, Problem> order_release(store::CaseStore& store, const Config& config,
                                                       const ReleaseOrder& order, const base::Clock& clock);

/// The reason of a release whose program ended before it was finished.
inline constexpr const char* kInterrupted =
    "The program stopped while it was being computed; order it again.";

/// RUNNING becomes REFUSED: it will not be finished.
void refuse_release(store::CaseStore& store, const store::ReleaseRow& row, const std::string& reason,
                    base::Instant now);

/// For readers of RUNNING releases: those whose program has ended get a `reason` that says so. Stores
/// nothing; the next order of the period, or the housekeeping of a running gateway within a minute, refuses
/// them.
void tell_abandoned(store::CaseStore& store, std::span<store::ReleaseRow> rows, const base::Clock& clock);

/// RUNNING releases of an ended program become REFUSED, so that their period can be released again.
void give_up_interrupted_releases(store::CaseStore& store, const base::Clock& clock);

}  // namespace raccordo::app
