#include "report/html_table.hpp"

#include <algorithm>

#include "base/html.hpp"
#include "report/counted_subject.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;
using extract::CellState;
using extract::CubeCell;

constexpr std::size_t kManyColumns = 10;  ///< more headings than these are turned

std::string cell_html(model::Measure measure, const CubeCell& cell, const Wording& say) {
  if (cell.state == CellState::hidden) return "<td class=\"c\">c</td>";
  return cell.state == CellState::absent ? "<td>–</td>" : "<td>" + say.value(measure, cell.value) + "</td>";
}

/// Draws one table.
class HtmlTable {
 public:
  HtmlTable(const TablePair& table, const PeriodNames& periods, const Wording& say)
      : table_(table), periods_(periods), say_(say) {
    for (std::size_t i = 0; i < table.dimensions().size(); ++i) down_.push_back(i);
    for (std::size_t i = 0; i < table.dimensions().size(); ++i) kept_.push_back(kept_categories(i));
    if (down_.size() < 2) return;
    across_ = choose_across();
    std::erase(down_, *across_);
  }
  std::string write();
  bool is_wide() const { return across_ && kept_[*across_].size() > kManyColumns; }

 private:
  std::vector<std::size_t> kept_categories(std::size_t dimension) const;
  std::size_t choose_across() const;
  std::string caption() const;
  std::string single_head() const;
  std::string cross_head() const;
  std::string row_heading(std::size_t dimension, std::size_t category) const;
  std::string single_row(std::size_t category) const;
  std::string cross_row(CellPlace place) const;
  std::string groups() const;
  const model::TableDimension& dimension(std::size_t i) const { return table_.dimensions()[i]; }
  model::Measure measure() const { return table_.definition().measure; }

  const TablePair& table_;
  const PeriodNames& periods_;
  const Wording& say_;
  std::vector<std::size_t> down_;
  std::optional<std::size_t> across_;
  std::vector<std::vector<std::size_t>> kept_;  ///< categories of each dimension
};

std::vector<std::size_t> HtmlTable::kept_categories(std::size_t dimension) const {
  const auto& categories = this->dimension(dimension).categories;
  std::vector<char> filled(categories.size(), 0);
  CellPlace place(table_.dimensions().size(), 0);
  do {
    const auto cell = table_.at(place);
    if (cell.state != CellState::shown || cell.value != 0) filled[place[dimension]] = 1;
  } while (table_.advance(place));
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (filled[i] != 0 || !is_unassigned(categories[i])) kept.push_back(i);
  }
  return kept;
}

/// Of two dimensions the one with fewer categories, else the last one.
std::size_t HtmlTable::choose_across() const {
  const auto last = down_.size() - 1;
  return last == 1 && kept_[0].size() < kept_[1].size() ? 0 : last;
}

std::string HtmlTable::caption() const {
  return "<caption>" + escape_html(say_.title(table_.definition())) + ", " + escape_html(periods_.now) +
         std::string(say_({". Unità: ", ". Unit: "})) + escape_html(unit_in_words(measure(), say_)) +
         "</caption>\n";
}

std::string HtmlTable::single_head() const {
  std::string head = "<thead><tr><th scope=\"col\">" + escape_html(say_.label(dimension(0))) +
                     "</th><th scope=\"col\">" + escape_html(periods_.now) + "</th>";
  if (table_.has_before()) {
    head += "<th scope=\"col\">" + escape_html(periods_.before) + "</th><th scope=\"col\">" +
            std::string(say_({"differenza", "difference"})) + "</th><th scope=\"col\">" +
            std::string(say_({"variazione", "change"})) + "</th>";
  }
  return head + "</tr></thead>\n";
}

std::string HtmlTable::cross_head() const {
  const auto& across = dimension(*across_);
  const auto& columns = kept_[*across_];
  std::string head =
      "<thead><tr><th scope=\"col\" rowspan=\"2\">" + escape_html(say_.label(dimension(down_.back()))) +
      "</th><th scope=\"colgroup\" colspan=\"" + std::to_string(columns.size()) + "\" class=\"over\">" +
      escape_html(say_.label(across)) + "</th></tr>\n<tr" + (is_wide() ? " class=\"turned\"" : "") + ">";
  for (const auto i : columns)
    head += "<th scope=\"col\"><span>" + escape_html(say_.label(across.categories[i])) + "</span></th>";
  return head + "</tr></thead>\n";
}

std::string HtmlTable::row_heading(std::size_t dimension, std::size_t category) const {
  const auto& named = this->dimension(dimension).categories[category];
  return "<th scope=\"row\" class=\"d" + std::to_string(std::min(named.depth, 4)) + "\">" +
         escape_html(say_.label(named)) + "</th>";
}

std::string HtmlTable::single_row(std::size_t category) const {
  const auto now = table_.at({category});
  auto row = "<tr>" + row_heading(0, category) + cell_html(measure(), now, say_);
  if (table_.has_before()) {
    const auto before = table_.before_at({category});
    row += cell_html(measure(), before, say_);
    if (now.state == CellState::shown && before.state == CellState::shown) {
      row += "<td>" + say_.difference(measure(), now.value - before.value) + "</td><td>" +
             say_.growth(measure(), before.value, now.value) + "</td>";
    } else {
      row += "<td>–</td><td>–</td>";
    }
  }
  return row + "</tr>\n";
}

std::string HtmlTable::cross_row(CellPlace place) const {
  auto row = "<tr>" + row_heading(down_.back(), place[down_.back()]);
  for (const auto i : kept_[*across_]) {
    place[*across_] = i;
    row += cell_html(measure(), table_.at(place), say_);
  }
  return row + "</tr>\n";
}

/// One body for each combination of the dimensions down except the last one, with a row that names it.
std::string HtmlTable::groups() const {
  std::string html;
  std::vector<std::size_t> counters(down_.size(), 0);  // numbers into kept_ of each dimension down
  bool at_end = false;
  while (!at_end) {
    CellPlace place = table_.total();
    std::string label;
    for (std::size_t i = 0; i + 1 < down_.size(); ++i) {
      place[down_[i]] = kept_[down_[i]][counters[i]];
      const auto& category = dimension(down_[i]).categories[place[down_[i]]];
      label += (label.empty() ? "" : " · ") + say_.label(category);
    }
    html += "<tbody>";
    if (!label.empty()) {
      html += "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"" +
              std::to_string(kept_[*across_].size() + 1) + "\">" + escape_html(label) + "</th></tr>\n";
    }
    for (const auto category : kept_[down_.back()]) {
      place[down_.back()] = category;
      html += cross_row(place);
    }
    html += "</tbody>\n";
    at_end = true;
    for (std::size_t i = down_.size() - 1; i-- > 0;) {
      if (++counters[i] < kept_[down_[i]].size()) {
        at_end = false;
        break;
      }
      counters[i] = 0;
    }
  }
  return html;
}

std::string HtmlTable::write() {
  const std::string begin =
      std::string("<table") + (is_wide() ? " class=\"wide-table\"" : "") + ">" + caption();
  if (across_) return begin + cross_head() + groups() + "</table>\n";
  std::string body = "<tbody>";
  for (const auto category : kept_[0]) body += single_row(category);
  return begin + single_head() + body + "</tbody></table>\n";
}

}  // namespace

std::string write_html_table(const TablePair& table, const PeriodNames& periods, const Wording& say) {
  return HtmlTable(table, periods, say).write();
}

bool is_wide(const TablePair& table) {
  const PeriodNames none;
  const Wording say(Language::it);
  return HtmlTable(table, none, say).is_wide();
}

}  // namespace raccordo::report
