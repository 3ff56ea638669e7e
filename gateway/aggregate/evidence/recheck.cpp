#include "aggregate/evidence/recheck.hpp"

#include <algorithm>

#include "aggregate/audit/audit.hpp"
#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/release/rates.hpp"
#include "aggregate/witness/differences.hpp"

namespace raccordo::aggregate {
namespace {

base::Fault differs(const std::string& id, const std::string& what) {
  return base::fault("release " + id + " does not hold: " + what +
                     "; it was changed, or the evidence is that of another release");
}

/// The tables as the release should show them: its hidden cells, the counts of the snapshot.
std::vector<TableParts> show_again(const Release& release, std::span<const PlannedTable> plans,
                                   const Rates& rates) {
  std::vector<TableParts> parts;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    const auto& counted = plans[table].table;
    parts.push_back({counted.definition, counted.dimensions, release.tables()[table].cells(), ""});
    auto& cells = parts.back().cells;
    cells.resize(counted.cells.size());
    for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell].value = counted.cells[cell].value;
  }
  rates.apply(parts);
  return parts;
}

/// A number that an earlier release showed under a smaller k is hidden, though it counts as known.
bool is_outgrown(const CountedTable& counted, std::size_t cell, const Layer& layer, std::size_t place) {
  return place < layer.hidden.size() && layer.hidden[place] == 0 &&
         is_sensitive(counted, counted.cells[cell], layer.rules);
}

/// Compares shown numbers with those of the snapshot; records hidden cells.
std::string compare(const model::ProtectedTable& table, const TableParts& recounted,
                    const CountedTable& counted, const Layer& layer, std::vector<std::uint8_t>& hidden) {
  const auto& id = table.definition().id;
  if (table.cells().size() != recounted.cells.size()) return "table '" + id + "' has other cells";
  for (std::size_t cell = 0; cell < recounted.cells.size(); ++cell) {
    const auto& shown = table.cells()[cell];
    const bool is_old = shown.hidden && is_outgrown(counted, cell, layer, hidden.size());
    hidden.push_back(shown.hidden && !is_old ? 1 : 0);
    if (!shown.hidden && (recounted.cells[cell].hidden || shown.value != recounted.cells[cell].value)) {
      return "table '" + id + "', cell " + std::to_string(cell) + " has another number";
    }
  }
  return "";
}

}  // namespace

bool fits(const Evidence& evidence, const std::vector<PlannedTable>& plans) {
  const auto first = first_cells(plans);
  for (std::uint16_t number = 0; number + 1U < evidence.layers.size(); ++number) {
    const auto cells = first_cell_of_layer(plans, static_cast<std::uint16_t>(number + 1)) -
                       first_cell_of_layer(plans, number);
    if (evidence.layers[number].hidden.size() != cells) return false;
  }
  return std::all_of(evidence.certificates.begin(), evidence.certificates.end(), [&](const auto& each) {
    const auto& [wholes, parts] = each.difference;
    const auto is_cell = [&](std::uint32_t cell) { return cell < first.back(); };
    return is_cell(each.cell) && std::all_of(wholes.begin(), wholes.end(), is_cell) &&
           std::all_of(parts.begin(), parts.end(), is_cell) && wholes.empty() == parts.empty() &&
           (wholes.empty() || wholes.front() == each.cell);
  });
}

std::optional<base::Fault> recheck(const Release& release, const Evidence& evidence) {
  const auto layer = std::find_if(evidence.layers.begin(), evidence.layers.end(),
                                  [&](const Layer& each) { return each.release_id == release.id(); });
  if (layer == evidence.layers.end() || release.period() != layer->period.code) {
    return differs(release.id(), "the evidence names another release");
  }
  std::vector<model::ExtractDefinition> catalogue;
  for (const auto& table : release.tables()) {
    if (table.k() != layer->rules.k) return differs(release.id(), "it has another k");
    catalogue.push_back(table.definition());
  }
  const auto rates = Rates::plan(catalogue, layer->scheme, layer->period);
  if (!rates) return rates.error();
  auto plans = plan_layers(evidence.layers);
  if (!plans) return plans.error();
  if (!fits(evidence, *plans)) return differs(release.id(), "the evidence does not fit its tables");
  count_layers(*plans, evidence.facts, evidence.former);
  const auto number = static_cast<std::uint16_t>(layer - evidence.layers.begin());
  const auto own = plans_of_layer(*plans, number);
  if (own.size() != catalogue.size()) return differs(release.id(), "it has other tables");
  const auto recounted = show_again(release, own, *rates);
  std::vector<std::uint8_t> hidden;
  for (std::size_t table = 0; table < own.size(); ++table) {
    const auto wrong = compare(release.tables()[table], recounted[table], own[table].table, *layer, hidden);
    if (!wrong.empty()) return differs(release.id(), wrong);
  }
  if (hidden != layer->hidden) return differs(release.id(), "other cells of it are hidden");
  Protection protection;
  for (const auto& each : evidence.layers) {
    protection.hidden.insert(protection.hidden.end(), each.hidden.begin(), each.hidden.end());
  }
  const bool is_told = std::none_of(evidence.layers.begin(), evidence.layers.end(),
                                    [](const Layer& each) { return each.digest.empty(); });
  if (!is_told || protection.hidden.size() != first_cells(*plans).back()) {
    return differs(release.id(), "the evidence does not fit its tables");
  }
  protection.certificates = evidence.certificates;
  protection.withheld = evidence.layers.back().withheld;
  return audit(*plans, evidence.joint(), protection);
}

}  // namespace raccordo::aggregate
