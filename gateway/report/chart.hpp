// Charts as SVG: bars, columns and the pyramid of ages. Drawn in black, white and one dark blue, so that they
// can be read in grey; each has a title and its numbers as text. Internal to report/.
#pragma once

#include <string>
#include <vector>

#include "extract/cube.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

struct ChartEntry {
  std::string label;
  extract::CubeCell now;
  extract::CubeCell other;  ///< of the earlier period; of the other sex in a pyramid; absent: not drawn
};

struct Chart {
  std::string id;     ///< unique in the document
  std::string title;  ///< what is drawn
  model::Measure measure = model::Measure::persons;
  std::vector<ChartEntry> entries;
  std::string now_name, other_name;  ///< `2017`, `2016`; `Maschi`, `Femmine`; `other_name` "": one value only
};

/// Horizontal bars, one below the other, from the first entry down.
std::string draw_bars(const Chart& chart, const Wording& say);
/// Columns side by side, for months; short labels.
std::string draw_columns(const Chart& chart, const Wording& say);
/// `now` to the left and `other` to the right of the labels; the first entry at the bottom.
std::string draw_pyramid(const Chart& chart, const Wording& say);

}  // namespace raccordo::report
