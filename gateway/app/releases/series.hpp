// Series: which stored releases give the tables over time, the newest release of each period. Called by the
// routes of series and collections. Reads metadata; the content only of the releases asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/release_metadata.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"
#include "model/extract.hpp"

namespace raccordo::app {

/// Throws base::StoredDamage if the metadata cannot be read.
std::vector<ReleasedTable> released_tables(const store::ReleaseRow& row);

/// The period of a release, whatever the periodicity of the installation is today. Throws base::StoredDamage.
model::Period released_period(const store::ReleaseRow& row);

/// The finished releases that an audience may see, without content: the newest of each period, oldest period
/// first. `open` are the published ones.
std::vector<store::ReleaseRow> current_releases(store::Releases& store, Audience audience);

/// One table over time. Empty: no release has it.
std::vector<store::ReleaseRow> releases_with(std::vector<store::ReleaseRow> releases, std::string_view table);

/// Those whose period lies within both bounds, where given.
struct PeriodRange {
  std::optional<model::Period> from, to;
};
std::vector<store::ReleaseRow> within(std::vector<store::ReleaseRow> releases, const PeriodRange& range);

/// All tables that one of the releases has, in the order of their ids, with the titles of the newest.
std::vector<ReleasedTable> tables_over_time(const std::vector<store::ReleaseRow>& releases);

}  // namespace raccordo::app
