// Restriction of processing (art. 18 GDPR): sets and lifts it, and the answers to such requests and to
// erasures. Called by the routes of /v1/subjects and by `raccordo subjects`.
#pragma once

#include <string>

#include "app/persons/subject_search.hpp"

namespace raccordo::app {

/// Waits until it is durable. The event needs only actor, time, object and reason. The problem is
/// `bad-identifier` (a local number without its source may mean several persons), `not-found` (nothing is
/// stored of the person).
base::Result<store::RestrictionChange, Problem> change_restriction(store::CaseStore& store,
                                                                   const SubjectQuery& query,
                                                                   store::RestrictionStep step,
                                                                   store::AuditEvent event);

/// `{"request","restricted","changed","since"}`.
std::string restriction_json(const std::string& request, store::RestrictionStep step,
                             const store::RestrictionChange& change);
/// `{"request","erased":{...},"waiting_submissions"}`.
std::string erasure_json(const std::string& request, const store::SubjectErasure& erased);

}  // namespace raccordo::app
