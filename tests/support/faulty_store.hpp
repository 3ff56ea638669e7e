// A store in which one call fails, according to its FaultPlan; the real store behind it does everything else.
// For tests of app with a failing store.
#pragma once

#include <memory>

#include "store/interface/case_store.hpp"
#include "support/fault_plan.hpp"

namespace raccordo::support {

/// `plan` must outlive the result.
std::unique_ptr<store::CaseStore> faulty(std::unique_ptr<store::CaseStore> inner, FaultPlan& plan);

}  // namespace raccordo::support
