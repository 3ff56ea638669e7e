// The hint for a path without route: most often a name in it was not percent-encoded. Called by Gateway for
// its 404.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::app {

/// The detail of the 404. It does not repeat the path: a record_id may contain an identifier.
std::string path_hint(std::string_view path);

}  // namespace raccordo::app
