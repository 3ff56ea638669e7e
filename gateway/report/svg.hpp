// Pieces of SVG. Lengths are pixels of a drawing 680 wide, which is the width of an A4 page between its
// margins. Internal to report/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/chart.hpp"

namespace raccordo::report {

inline constexpr int kChartWidth = 680;
inline constexpr std::string_view kDark = "#1f4e79";

enum class Anchor { start, middle, end };
/// `text` is not escaped yet.
std::string svg_text(double x, double y, std::string_view text, Anchor anchor,
                     std::string_view css_class = "");
/// A filled bar, or with `outlined` a white one with a dark border.
enum class Fill { dark, outlined, hatched };
std::string svg_bar(double x, double y, double width, double height, Fill fill, const std::string& chart_id);
/// A square of the legend with its text; returns its width through `x`.
std::string svg_legend(double& x, double y, Fill fill, const std::string& text, const std::string& chart_id);

/// The element with title, description, pattern of the hatching and the drawing.
std::string svg_element(const Chart& chart, const Wording& say, double height, const std::string& drawing);

/// Lines of at most `width` characters, cut between words only.
std::vector<std::string> wrap_words(const std::string& text, std::size_t width);

/// The highest shown value of a chart; at least 1.
double highest(const Chart& chart);
/// The text at a bar: the number, `c` of a hidden cell, "" of an absent one.
std::string cell_text(model::Measure measure, const extract::CubeCell& cell, const Wording& say);

}  // namespace raccordo::report
