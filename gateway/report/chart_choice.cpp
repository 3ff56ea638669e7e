#include "report/chart_choice.hpp"

#include <algorithm>

#include "base/html.hpp"
#include "base/text.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;
using extract::CellState;
using model::Category;
using model::TableDimension;

constexpr std::size_t kMostEntries = 15;
constexpr int kAmbitoDepth = 2;  // below the whole territory and the district

bool has_parts(const TableDimension& dimension, std::size_t place) {
  return std::any_of(dimension.categories.begin(), dimension.categories.end(),
                     [&](const Category& category) { return category.parent == static_cast<int>(place); });
}

bool is_territory(const TableDimension& dimension) {
  return dimension.id == "territory" || dimension.id == "residence";
}

/// Territories are drawn by Ambito (by district if the table has nothing below), other dimensions by what has
/// no parts.
bool is_drawn(const TableDimension& dimension, std::size_t place) {
  const auto& category = dimension.categories[place];
  if (is_total(category)) return false;
  if (!is_territory(dimension)) return !has_parts(dimension, place);
  return category.depth == kAmbitoDepth || (category.depth < kAmbitoDepth && !has_parts(dimension, place));
}

std::string entry_label(const TableDimension& dimension, const Category& category, const Wording& say) {
  const auto& label = say.label(category);
  if (is_territory(dimension) || category.depth < 2) return label;
  return label + " (" + say.label(dimension.categories[static_cast<std::size_t>(category.parent)]) + ")";
}

/// Largest first; hidden ones, whose size nobody knows, last.
void sort_entries(std::vector<ChartEntry>& entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const ChartEntry& one, const ChartEntry& other) {
    if (one.now.state != other.now.state) return one.now.state < other.now.state;
    return one.now.value > other.now.value;
  });
}

std::string figure(const std::string& drawing, const std::string& caption) {
  return "<figure>" + drawing + "<figcaption>" + escape_html(caption) + "</figcaption></figure>\n";
}

std::string in_small_letters(const std::string& label) {
  return label.empty() ? label : base::to_lower_ascii(label.substr(0, 1)) + label.substr(1);
}

}  // namespace

bool ChartChoice::is_new(const TablePair& table, const std::string& over) {
  return drawn_.insert({subject_of(table.definition()), over}).second;
}

Chart ChartChoice::chart_of(const TablePair& table, const std::string& id, std::size_t dimension) const {
  const auto& over = table.dimensions()[dimension];
  Chart chart;
  chart.id = id;
  chart.measure = table.definition().measure;
  chart.title = subject_in_words(subject_of(table.definition()), say_) +
                std::string(say_({", per ", ", by "})) +
                (is_territory(over) ? "Ambito" : in_small_letters(say_.label(over))) + ". " + now_;
  chart.now_name = now_;
  for (std::size_t i = 0; i < over.categories.size(); ++i) {
    if (!is_drawn(over, i)) continue;
    auto place = table.total();
    place[dimension] = i;
    const auto now = table.at(place);
    const bool is_empty = now.state == CellState::shown && now.value == 0;
    if (is_empty && is_unassigned(over.categories[i])) continue;
    chart.entries.push_back({entry_label(over, over.categories[i], say_), now, table.before_at(place)});
  }
  return chart;
}

std::string ChartChoice::draw_categories(const TablePair& table, const std::string& id,
                                         std::size_t dimension) {
  auto chart = chart_of(table, id, dimension);
  if (table.has_before()) {
    chart.other_name = before_;
    chart.title += std::string(say_({" e ", " and "})) + before_;
  }
  sort_entries(chart.entries);
  std::erase_if(chart.entries, [](const ChartEntry& entry) {
    return entry.now.state == CellState::shown && entry.now.value == 0 && entry.other.value == 0;
  });
  if (chart.entries.size() < 2) return "";
  auto caption = chart.title;
  if (chart.entries.size() > kMostEntries) {
    chart.entries.resize(kMostEntries);
    caption += say_({" (le 15 voci più grandi)", " (the 15 largest)"});
  }
  const bool hides = std::any_of(chart.entries.begin(), chart.entries.end(), [](const ChartEntry& entry) {
    return entry.now.state == CellState::hidden || entry.other.state == CellState::hidden;
  });
  if (hides) caption += say_({". c: dato non mostrato", ". c: not shown"});
  return figure(draw_bars(chart, say_), caption);
}

std::string ChartChoice::draw_months(const TablePair& table, const std::string& id, std::size_t dimension) {
  auto chart = chart_of(table, id, dimension);
  for (auto& entry : chart.entries) {
    entry.other = {};
    const auto words = base::split(entry.label, ' ');  // a month is drawn without its year
    if (base::is_digits(words.back())) entry.label = std::string(words.front());
  }
  return chart.entries.size() < 2 ? "" : figure(draw_columns(chart, say_), chart.title);
}

std::string ChartChoice::draw_ages(const TablePair& table, const std::string& id) {
  const auto sex = *table.dimension("sex");
  const auto age = *table.dimension("age");
  const auto& sexes = table.dimensions()[sex].categories;
  std::vector<std::size_t> sides;
  for (std::size_t i = 0; i < sexes.size(); ++i) {
    if (!is_total(sexes[i]) && !is_unassigned(sexes[i])) sides.push_back(i);
  }
  if (sides.size() != 2) return "";
  auto chart = chart_of(table, id, age);
  std::size_t entry = 0;
  std::vector<ChartEntry> entries;
  const auto& ages = table.dimensions()[age].categories;
  for (std::size_t i = 0; i < ages.size() && entry < chart.entries.size(); ++i) {
    if (!is_drawn(table.dimensions()[age], i) || is_unassigned(ages[i])) continue;
    auto place = table.total();
    place[age] = i;
    place[sex] = sides[0];
    const auto left = table.at(place);
    place[sex] = sides[1];
    entries.push_back({say_.label(ages[i]), left, table.at(place)});
    ++entry;
  }
  chart.entries = std::move(entries);
  chart.now_name = say_.label(sexes[sides[0]]);
  chart.other_name = say_.label(sexes[sides[1]]);
  chart.title = subject_in_words(subject_of(table.definition()), say_) +
                std::string(say_({", per sesso ed età. ", ", by sex and age. "})) + now_;
  return figure(draw_pyramid(chart, say_), chart.title);
}

std::string ChartChoice::draw(const TablePair& table, const std::string& id) {
  if (const auto month = table.dimension("month"))
    return is_new(table, "month") ? draw_months(table, id, *month) : "";
  const bool has_ages = table.dimension("sex") && table.dimension("age");
  std::string figures;
  if (has_ages && is_new(table, "sex-age")) figures += draw_ages(table, id + "-ages");
  for (std::size_t i = table.dimensions().size(); i-- > 0;) {
    const auto& over = table.dimensions()[i].id;
    if (over == "sex" || over == "age" || !is_new(table, over)) continue;
    figures += draw_categories(table, id + "-" + over, i);
  }
  return figures;
}

}  // namespace raccordo::report
