// Answers with the yearly report of a release. Called by the routes under /v1 and /open.
#pragma once

#include "app/http/routes.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"
#include "store/interface/releases.hpp"

namespace raccordo::app {

/// The report of `row` in the language of `?lang=`, else of Accept-Language, compared with the release of
/// `?before=`. Under /open both must be published. It may be kept for a short time only: a newer program
/// writes the same numbers otherwise.
net::Response answer_report(store::Releases& store, const Request& request, const store::ReleaseRow& row,
                            Audience audience);

}  // namespace raccordo::app
