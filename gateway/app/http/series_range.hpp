// Which releases a request for a series means: `{table}`, `?from=` and `?to=`. Called by table_answer.cpp.
#pragma once

#include <vector>

#include "app/http/routes.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"
#include "store/interface/releases.hpp"

namespace raccordo::app {

/// The newest release of each period that an audience may see, that has the table and lies within the bounds,
/// oldest first. The problem: a bound is no period, has a length of which none was released, or lies after
/// the other; or there is no such release, and which periods there are.
base::Result<std::vector<store::ReleaseRow>, Problem> wanted_releases(store::Releases& store,
                                                                      const Request& request,
                                                                      Audience audience);

}  // namespace raccordo::app
