#include "app/tables/release_effect.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "app/forms/release_metadata.hpp"

namespace raccordo::app {
namespace {

using model::Dimension;

/// The dimensions that use a shared code system.
struct CountedBy {
  std::string_view code_system;
  Dimension dimension;
};
constexpr std::array kCountedBy = {CountedBy{"area", Dimension::area},
                                   CountedBy{"intervention", Dimension::area},
                                   CountedBy{"intervention", Dimension::type},
                                   CountedBy{"sex", Dimension::sex},
                                   CountedBy{"citizenship", Dimension::citizenship},
                                   CountedBy{"channel", Dimension::channel},
                                   CountedBy{"need", Dimension::need},
                                   CountedBy{"closure", Dimension::closure},
                                   CountedBy{"management", Dimension::management}};

bool counts_by(const model::ExtractDefinition& extract, std::string_view code_system) {
  return std::any_of(extract.by.begin(), extract.by.end(), [&](const model::DimensionChoice& choice) {
    return std::any_of(kCountedBy.begin(), kCountedBy.end(), [&](const CountedBy& row) {
      return row.code_system == code_system && row.dimension == choice.dimension;
    });
  });
}

std::optional<store::ReleaseRow> last_release(store::Releases& store) {
  for (auto& row : store.releases()) {
    if (row.state == "DONE") return std::move(row);
  }
  return std::nullopt;
}

}  // namespace

void note_release_effect(store::Releases& store, const ActiveTables& tables, Impact& impact) {
  const auto release = last_release(store);
  if (!release) return;
  impact.release = release->id;
  const auto code_system = tables.code_system(impact.source, impact.table);
  for (const auto& table : read_release_metadata(*release).tables) {
    const auto& extracts = tables.book().extracts;
    const auto extract =
        std::find_if(extracts.begin(), extracts.end(), [&](const auto& each) { return each.id == table.id; });
    const bool changes = impact.changes > 0 && extract != extracts.end() && counts_by(*extract, code_system);
    if (impact.frees > 0 || changes) impact.release_tables.push_back(table.id);
  }
}

}  // namespace raccordo::app
