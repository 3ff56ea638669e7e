// The records of a source that a caller may see, from the request.
#pragma once

#include "app/http/request.hpp"
#include "app/problem/problem.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

/// The records that the caller may hold; `?comune=` and `?managed_by=` select one of several with the same
/// id.
store::RecordReach reach_of(const Request& request);

/// 409: the id means several of them.
Problem several_records();

}  // namespace raccordo::app
