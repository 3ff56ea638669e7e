#include "synth/figures.hpp"

#include <algorithm>
#include <stdexcept>

#include "synth/csv_reader.hpp"

namespace raccordo::synth {

std::vector<AreaFigure> load_figures(const std::filesystem::path& data) {
  std::vector<AreaFigure> figures;
  for (const auto& row : read_csv(data / "published.csv")) {
    const auto& area = cell(row, "area");
    const int persons = std::stoi(cell(row, "persons"));
    if (cell(row, "intervention").empty()) {
      figures.push_back({area, persons, {}});
      continue;
    }
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [&](const AreaFigure& figure) { return figure.area == area; });
    if (found == figures.end()) throw std::runtime_error("published.csv: typology before its area");
    found->types.push_back({cell(row, "intervention"), persons});
  }
  return figures;
}

}  // namespace raccordo::synth
