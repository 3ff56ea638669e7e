// Answers with tables of releases: one table, its structure, all tables of a release, one table over time.
// Called by the routes under /v1 and /open; both give the same bytes of a published release.
#pragma once

#include <optional>

#include "app/http/routes.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"

namespace raccordo::app {

/// The problem of a release without tables: it is being computed, or was refused. Nothing: it is finished.
std::optional<Problem> check_finished(const store::ReleaseRow& row);

/// The table `{table}` of the release, in the format of `?format=`, else of Accept.
net::Response answer_release_table(const Request& request, const store::ReleaseRow& row, Audience audience);
/// The data structure of its SDMX-CSV.
net::Response answer_release_structure(const Request& request, const store::ReleaseRow& row,
                                       Audience audience);
/// All tables: a JSON-stat collection, or one workbook (`?format=xlsx`).
net::Response answer_release_tables(const Request& request, const store::ReleaseRow& row, Audience audience);

/// `{table}` over all released periods from `?from=` to `?to=`, the newest release of each.
net::Response answer_series(Service& service, const Request& request, Audience audience);
net::Response answer_series_structure(Service& service, const Request& request, Audience audience);
/// A JSON-stat collection of all series.
net::Response answer_series_list(Service& service, const Request& request, Audience audience);

}  // namespace raccordo::app
