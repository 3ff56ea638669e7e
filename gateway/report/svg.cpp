#include "report/svg.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/html.hpp"
#include "base/text.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;
using extract::CellState;

std::string length(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// All numbers of the chart in one sentence, for who cannot see it.
std::string in_words(const Chart& chart, const Wording& say) {
  std::string text;
  for (const auto& entry : chart.entries) {
    text += (text.empty() ? "" : "; ") + entry.label + ": " +
            (chart.other_name.empty() ? "" : chart.now_name + " ") + cell_text(chart.measure, entry.now, say);
    const auto other = cell_text(chart.measure, entry.other, say);
    if (!chart.other_name.empty() && !other.empty()) text += ", " + chart.other_name + " " + other;
  }
  return text + ".";
}

}  // namespace

std::string svg_text(double x, double y, std::string_view text, Anchor anchor, std::string_view css_class) {
  constexpr std::array<std::string_view, 3> kAnchors = {"start", "middle", "end"};
  return "<text x=\"" + length(x) + "\" y=\"" + length(y) + "\" text-anchor=\"" +
         std::string(kAnchors.at(static_cast<std::size_t>(anchor))) + "\"" +
         (css_class.empty() ? "" : " class=\"" + std::string(css_class) + "\"") + ">" + escape_html(text) +
         "</text>";
}

std::string svg_bar(double x, double y, double width, double height, Fill fill, const std::string& chart_id) {
  const std::string paint = fill == Fill::dark      ? std::string(kDark)
                            : fill == Fill::hatched ? "url(#" + chart_id + "-hatch)"
                                                    : "#ffffff";
  return "<rect x=\"" + length(x) + "\" y=\"" + length(y) + "\" width=\"" + length(width) + "\" height=\"" +
         length(height) + "\" fill=\"" + paint + "\" stroke=\"" + std::string(kDark) + "\"/>";
}

std::string svg_legend(double& x, double y, Fill fill, const std::string& text, const std::string& chart_id) {
  constexpr double kSquare = 11;
  auto drawing = svg_bar(x, y - kSquare + 1, kSquare, kSquare, fill, chart_id) +
                 svg_text(x + kSquare + 6, y, text, Anchor::start);
  x += kSquare + 26 + 7 * static_cast<double>(characters(text));
  return drawing;
}

std::string svg_element(const Chart& chart, const Wording& say, double height, const std::string& drawing) {
  const auto size = std::to_string(kChartWidth) + " " + length(height);
  return "<svg viewBox=\"0 0 " + size + "\" role=\"img\" aria-labelledby=\"" + chart.id + "-t " + chart.id +
         "-d\"><title id=\"" + chart.id + "-t\">" + escape_html(chart.title) + "</title><desc id=\"" +
         chart.id + "-d\">" + escape_html(in_words(chart, say)) + "</desc><defs><pattern id=\"" + chart.id +
         "-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
         "<rect width=\"5\" height=\"5\" fill=\"#ffffff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" "
         "stroke=\"" +
         std::string(kDark) + "\" stroke-width=\"3\"/></pattern></defs>" + drawing + "</svg>\n";
}

std::vector<std::string> wrap_words(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const auto word : base::split(text, ' ')) {
    auto& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (characters(line) + 1 + characters(word) <= width) {
      line += " " + std::string(word);
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

double highest(const Chart& chart) {
  std::int64_t most = 1;
  for (const auto& entry : chart.entries) most = std::max({most, entry.now.value, entry.other.value});
  return static_cast<double>(most);
}

std::string cell_text(model::Measure measure, const extract::CubeCell& cell, const Wording& say) {
  if (cell.state == CellState::hidden) return "c";
  return cell.state == CellState::absent ? "" : say.value(measure, cell.value);
}

}  // namespace raccordo::report
