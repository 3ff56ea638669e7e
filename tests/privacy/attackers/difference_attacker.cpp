#include "privacy/attackers/difference_attacker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <stdexcept>

namespace raccordo::attackers {
namespace {

/// Calls `visit(name, old, new)` for every cell that both releases have.
template <class Visit>
void for_each_pair(const std::vector<PublishedTable>& before, const std::vector<PublishedTable>& after,
                   Visit visit) {
  const auto old = link_tables(before);
  const auto fresh = link_tables(after);
  for (const auto& cell : fresh.cells) {
    const auto found = old.places.find(cell.name.text());
    if (found != old.places.end()) visit(cell, old.cells[found->second]);
  }
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::vector<std::vector<std::string>> rows_of(std::string_view csv) {
  std::vector<std::vector<std::string>> rows;
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    rows.push_back(fields_of(csv.substr(0, end)));
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
  }
  return rows;
}

std::int64_t number_of(const std::string& text, std::string_view measure) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') throw std::invalid_argument("no number: " + text);
  return std::llround(value * (measure == "amount" ? 100 : 1));
}

/// A hidden cell must have no value, a shown one must have one.
std::optional<std::int64_t> cell_of(const std::string& value, std::string_view measure,
                                    const std::string& status, std::string_view hidden_status) {
  if (status == hidden_status) {
    if (!value.empty()) throw std::invalid_argument("a hidden cell with a value");
    return std::nullopt;
  }
  return number_of(value, measure);
}

/// The contents of a sheet's cells, by reference such as `C2`.
std::map<std::string, std::string> cells_of_sheet(const std::string& sheet,
                                                  const std::vector<std::string>& texts) {
  std::map<std::string, std::string> cells;
  for (auto at = sheet.find("<c r=\""); at != std::string::npos; at = sheet.find("<c r=\"", at + 1)) {
    const auto reference = sheet.substr(at + 6, sheet.find('"', at + 6) - at - 6);
    const auto tag_end = sheet.find('>', at);
    const auto value = sheet.find("<v>", at);
    const auto next = sheet.find("<c r=\"", at + 1);
    if (value == std::string::npos || value > next) continue;
    auto text = sheet.substr(value + 3, sheet.find("</v>", value) - value - 3);
    const bool is_text = sheet.substr(at, tag_end - at).find("t=\"s\"") != std::string::npos;
    cells[reference] = is_text ? texts.at(std::stoul(text)) : text;
  }
  return cells;
}

std::vector<std::string> shared_strings(const std::string& strings) {
  std::vector<std::string> texts;
  for (auto at = strings.find("<t"); at != std::string::npos; at = strings.find("<t", at + 1)) {
    const auto begin = strings.find('>', at) + 1;
    texts.push_back(strings.substr(begin, strings.find("</t>", begin) - begin));
  }
  return texts;
}

/// `A`, `B` ... `Z`, `AA` for 0, 1 ...
std::string letters_of(std::size_t column) {
  std::string letters(1, static_cast<char>('A' + column % 26));
  return column < 26 ? letters : letters_of(column / 26 - 1) + letters;
}

/// The dimensions in the order of the sheet: the territory first; the last one goes across if there are two.
std::vector<std::size_t> order_in_sheet(const PublishedTable& shape) {
  std::vector<std::size_t> order(shape.dimensions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
    return shape.dimensions[i].id == "territory" || shape.dimensions[i].id == "residence";
  });
  return order;
}

/// The category of each dimension of a cell.
std::vector<std::size_t> categories_of(const PublishedTable& shape, std::size_t place) {
  std::vector<std::size_t> categories(shape.dimensions.size());
  for (std::size_t i = shape.dimensions.size(); i-- > 0;) {
    const auto size = shape.dimensions[i].categories.size();
    categories[i] = place % size;
    place /= size;
  }
  return categories;
}

}  // namespace

std::vector<Breach> attack_by_difference(const std::vector<PublishedTable>& before,
                                         const std::vector<PublishedTable>& after, int k) {
  std::vector<Breach> breaches;
  for_each_pair(before, after, [&](const LinkedCell& fresh, const LinkedCell& old) {
    if (!fresh.value || !old.value || fresh.name.measure == "amount") return;
    const auto difference = *fresh.value - *old.value;
    if (difference == 0 || std::abs(difference) >= k) return;
    const auto value = static_cast<double>(difference);
    breaches.push_back({BreachKind::exact, fresh.table, fresh.name.text(), value, value});
  });
  return breaches;
}

std::vector<std::string> changes_of_status(const std::vector<PublishedTable>& before,
                                           const std::vector<PublishedTable>& after) {
  std::vector<std::string> changed;
  for_each_pair(before, after, [&](const LinkedCell& fresh, const LinkedCell& old) {
    if (fresh.value.has_value() != old.value.has_value()) changed.push_back(fresh.name.text());
  });
  return changed;
}

CellColumn read_csv_cells(std::string_view csv, std::string_view measure) {
  CellColumn cells;
  const auto rows = rows_of(csv);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    cells.push_back(cell_of(row.at(row.size() - 2), measure, row.back(), "c"));
  }
  return cells;
}

CellColumn read_sdmx_cells(std::string_view sdmx_csv, std::string_view measure) {
  CellColumn cells;
  const auto rows = rows_of(sdmx_csv);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto& status = row.at(row.size() - 2);
    if ((status == "Q") != (row.back() == "C")) throw std::invalid_argument("two statuses that disagree");
    cells.push_back(cell_of(row.at(row.size() - 3), measure, row.back(), "C"));
  }
  return cells;
}

CellColumn read_xlsx_cells(const std::string& sheet, const std::string& strings,
                           const PublishedTable& shape) {
  constexpr std::size_t kFirstRow = 5;  // below title, description, name of the dimension across and header
  const auto written = cells_of_sheet(sheet, shared_strings(strings));
  const auto order = order_in_sheet(shape);
  const bool has_across = order.size() > 1;
  const std::size_t down = order.size() - (has_across ? 1 : 0);
  CellColumn cells;
  for (std::size_t place = 0; place < shape.cells.size(); ++place) {
    const auto at = categories_of(shape, place);
    std::size_t row = 0;
    for (std::size_t i = 0; i < down; ++i)
      row = row * shape.dimensions[order[i]].categories.size() + at[order[i]];
    const auto column = down + 1 + (has_across ? at[order.back()] : 0);
    const auto found = written.find(letters_of(column) + std::to_string(row + kFirstRow));
    if (found == written.end()) throw std::invalid_argument("the sheet lacks a cell of " + shape.id);
    const bool hidden = found->second == "c";
    cells.push_back(cell_of(hidden ? "" : found->second, shape.measure, hidden ? "c" : "", "c"));
  }
  return cells;
}

}  // namespace raccordo::attackers
