// The published persons by area and by typology: what a second set must add up to, and how often each
// typology occurs in the first. Read from tests/synth/data/published.csv; used by case_maker and sets.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace raccordo::synth {

struct TypeFigure {
  std::string code;  ///< shared intervention code
  int persons = 0;
};

struct AreaFigure {
  std::string area;
  int persons = 0;  ///< distinct persons of the area; below the sum of its typologies for `anziani`
  std::vector<TypeFigure> types;
};

/// In file order. Throws std::runtime_error.
std::vector<AreaFigure> load_figures(const std::filesystem::path& data);

}  // namespace raccordo::synth
