#include <algorithm>

#include "report/svg.hpp"

namespace raccordo::report {
namespace {

using extract::CellState;

constexpr double kLine = 14;  ///< height of a line of text
constexpr double kLegendHeight = 24;

double length_of(const extract::CubeCell& cell, double scale) {
  return cell.state == CellState::shown ? std::max(0.0, static_cast<double>(cell.value) * scale) : 0;
}

std::string legend(const Chart& chart, Fill other) {
  double x = 1;
  auto drawing = svg_legend(x, 12, Fill::dark, chart.now_name, chart.id);  // moves x
  return drawing + svg_legend(x, 12, other, chart.other_name, chart.id);
}

}  // namespace

std::string draw_bars(const Chart& chart, const Wording& say) {
  constexpr double kLabels = 236;
  constexpr double kBars = 344;  ///< longest bar
  constexpr std::size_t kCharacters = 36;
  constexpr double kNow = 13;
  constexpr double kOther = 9;
  const bool has_other = !chart.other_name.empty();
  const double scale = kBars / highest(chart);
  std::string drawing = has_other ? legend(chart, Fill::outlined) : "";
  double y = has_other ? kLegendHeight : 2;
  for (const auto& entry : chart.entries) {
    const auto lines = wrap_words(entry.label, kCharacters);
    const double bars = has_other ? kNow + kOther + 2 : kNow;
    const double labels = kLine * static_cast<double>(lines.size());
    const double row = std::max(bars, labels);
    double text = y + (row - labels) / 2 + 11;
    for (const auto& line : lines) {
      drawing += svg_text(kLabels, text, line, Anchor::end);
      text += kLine;
    }
    double bar = y + (row - bars) / 2;
    const double now = length_of(entry.now, scale);
    if (now > 0) drawing += svg_bar(kLabels + 8, bar, now, kNow, Fill::dark, chart.id);
    drawing +=
        svg_text(kLabels + 14 + now, bar + 11, cell_text(chart.measure, entry.now, say), Anchor::start);
    if (has_other && entry.other.state != CellState::absent) {
      bar += kNow + 2;
      const double other = length_of(entry.other, scale);
      if (other > 0) drawing += svg_bar(kLabels + 8, bar, other, kOther - 1, Fill::outlined, chart.id);
      drawing += svg_text(kLabels + 14 + other, bar + 8, cell_text(chart.measure, entry.other, say),
                          Anchor::start, "small");
    }
    y += row + 7;
  }
  return svg_element(chart, say, y, drawing);
}

std::string draw_columns(const Chart& chart, const Wording& say) {
  constexpr double kTop = 18;
  constexpr double kHeight = 150;
  const double scale = kHeight / highest(chart);
  const double step = kChartWidth / static_cast<double>(std::max<std::size_t>(chart.entries.size(), 1));
  std::string drawing;
  double x = 0;
  for (const auto& entry : chart.entries) {
    const double height = length_of(entry.now, scale);
    const double top = kTop + kHeight - height;
    if (height > 0) drawing += svg_bar(x + step * 0.16, top, step * 0.68, height, Fill::dark, chart.id);
    drawing += svg_text(x + step / 2, top - 5, cell_text(chart.measure, entry.now, say), Anchor::middle);
    drawing += svg_text(x + step / 2, kTop + kHeight + 16, entry.label, Anchor::middle);
    x += step;
  }
  drawing += "<line x1=\"0\" x2=\"680\" y1=\"168\" y2=\"168\" stroke=\"#1a1a1a\"/>";
  return svg_element(chart, say, kTop + kHeight + 24, drawing);
}

std::string draw_pyramid(const Chart& chart, const Wording& say) {
  constexpr double kMiddle = kChartWidth / 2.0;
  constexpr double kLabelHalf = 48;
  constexpr double kBars = 225;
  constexpr double kRow = 26;
  constexpr double kBar = 18;
  const double scale = kBars / highest(chart);
  std::string drawing = svg_text(kMiddle - kLabelHalf, 14, chart.now_name, Anchor::end, "strong") +
                        svg_text(kMiddle + kLabelHalf, 14, chart.other_name, Anchor::start, "strong");
  double y = 24;
  for (auto entry = chart.entries.rbegin(); entry != chart.entries.rend(); ++entry) {
    const double left = length_of(entry->now, scale);
    const double right = length_of(entry->other, scale);
    if (left > 0) drawing += svg_bar(kMiddle - kLabelHalf - left, y, left, kBar, Fill::dark, chart.id);
    if (right > 0) drawing += svg_bar(kMiddle + kLabelHalf, y, right, kBar, Fill::hatched, chart.id);
    drawing += svg_text(kMiddle, y + 13, entry->label, Anchor::middle) +
               svg_text(kMiddle - kLabelHalf - left - 6, y + 13, cell_text(chart.measure, entry->now, say),
                        Anchor::end) +
               svg_text(kMiddle + kLabelHalf + right + 6, y + 13, cell_text(chart.measure, entry->other, say),
                        Anchor::start);
    y += kRow;
  }
  return svg_element(chart, say, y + 2, drawing);
}

}  // namespace raccordo::report
