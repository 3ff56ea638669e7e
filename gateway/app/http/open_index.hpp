// The index of open data as an HTML page: every published release with its tables, and the series. Called by
// `GET /open`. Addresses and titles only.
#pragma once

#include <string>
#include <vector>

#include "app/http/page_language.hpp"
#include "app/releases/series.hpp"
#include "app/rules/config.hpp"

namespace raccordo::app {

/// `releases`: newest first. `series`: the tables over time.
std::string open_index(const Config& config, const std::vector<store::ReleaseRow>& releases,
                       const std::vector<ReleasedTable>& series, PageLanguage language);
/// The style sheet of the page.
std::string_view open_style();

}  // namespace raccordo::app
