// A store of which one call fails, as its FaultPlan says; all else is done by the real store behind it. For
// tests of what app does when the store breaks.
#pragma once

#include <memory>

#include "store/interface/case_store.hpp"
#include "support/fault_plan.hpp"

namespace raccordo::support {

/// `plan` must outlive the result.
std::unique_ptr<store::CaseStore> faulty(std::unique_ptr<store::CaseStore> inner, FaultPlan& plan);

}  // namespace raccordo::support
