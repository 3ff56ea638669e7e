#include "synthetic/figures.hpp"

#include <algorithm>

#include "synthetic/completion.hpp"

namespace raccordo::synthetic {

const Axis* Figures::axis(Kind kind) const {
  const auto found =
      std::find_if(axes.begin(), axes.end(), [&](const auto& axis) { return axis.kind == kind; });
  return found == axes.end() ? nullptr : &*found;
}

std::size_t Figures::cell(const Nodes& nodes) const {
  std::size_t number = 0;
  for (const auto& axis : axes) number += axis.place[nodes[at(axis.kind)]];
  return number;
}

std::size_t Figures::cell(Node territory, Kind kind, Node node) const {
  Nodes nodes{};
  nodes[at(Kind::territory)] = territory;
  if (kind != Kind::territory) nodes[at(kind)] = node;
  return cell(nodes);
}

std::vector<bool> hidden_cells(const model::ProtectedTable& table) {
  std::vector<bool> hidden;
  for (const auto& cell : table.cells()) hidden.push_back(cell.hidden);
  return hidden;
}

std::optional<Figures> find_figures(const Vocabulary& vocabulary, const aggregate::Release& release,
                                    model::Measure measure, std::optional<model::When> when, Kind kind) {
  for (const auto& table : release.tables()) {
    if (table.definition().measure != measure || table.cells().empty()) continue;
    if ((when && table.definition().when != *when) || !table.definition().kinds.are_usual()) continue;
    Figures found{&table, axes_of(vocabulary, table), {}};
    if (!found.has(kind)) continue;
    found.values = complete(table);
    if (measure != model::Measure::amount) balance(table, hidden_cells(table), found.values);
    return found;
  }
  return std::nullopt;
}

}  // namespace raccordo::synthetic
