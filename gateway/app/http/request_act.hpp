// The audit event of a caller's request. Called by routes.
#pragma once

#include <string>

#include "app/audit/audit_trail.hpp"
#include "app/http/request.hpp"

namespace raccordo::app {

/// An act of the caller. `reason` comes from read_reason.
store::AuditEvent act_of(const Request& request, const base::Clock& clock, std::string action,
                         std::string object, std::string reason = "");

}  // namespace raccordo::app
