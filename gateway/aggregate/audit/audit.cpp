#include "aggregate/audit/audit.hpp"

#include <algorithm>

#include "aggregate/audit/audit_run.hpp"
#include "aggregate/release/rates.hpp"
#include "base/stop.hpp"

namespace raccordo::aggregate {

void Audit::add_table(std::size_t table) {
  const auto& given = plans_[table].table;
  const auto& rules = joint_.layers[plans_[table].layer].rules;
  const bool zeros_hold = holds_structural_zeros(given);
  for (std::size_t cell = 0; cell < given.cells.size(); ++cell) {
    const auto& counted = given.cells[cell];
    sensitive_.push_back(is_sensitive(given, counted, rules) ||
                         is_dominated(counted, shares_[persons_.size()], rules));
    persons_.push_back(counted.persons);
    structural_.push_back(zeros_hold && given.structural_zeros[cell] != 0);
  }
}

/// Every layer against those that it is compared to.
std::optional<base::Fault> Audit::check_layers() {
  std::vector<TablePair> pairs;
  for (std::uint16_t layer = 0; layer <= joint_.newest(); ++layer) {
    const auto own = plans_of_layer(plans_, layer);
    const auto hidden = std::span(protection_.hidden).subspan(first_cell_of_layer(plans_, layer));
    const auto& given = joint_.layers[layer];
    // The last layer has none while it is made.
    if (!given.digest.empty() && digest_of_shown(own, hidden) != given.digest) {
      return base::fault("self-check failed: the register does not give what release " + given.release_id +
                         " showed; the evidence was changed: restore it from a backup");
    }
    const auto of_layer = pair_tables(plans_, joint_.layers, layer);
    const auto ties =
        find_ties(plans_, joint_.layers, layer, of_layer, count_differences(of_layer, people_, counter_));
    if (auto wrong = check_ties(layer, ties)) return wrong;
    watched_.insert(watched_.end(), ties.sensitive.begin(), ties.sensitive.end());
  }
  return std::nullopt;
}

std::optional<base::Fault> Audit::check_ties(std::uint16_t layer, const Ties& ties) {
  const auto& withheld = layer == joint_.newest() ? protection_.withheld : joint_.layers[layer].withheld;
  const auto first = first_cell_of_layer(plans_, layer);
  for (std::uint32_t place = 0; place < ties.of_cell.size(); ++place) {
    const auto tie = ties.of_cell[place];
    if (tie == Tie::none) continue;
    const auto cell = first + place;
    const bool is_hidden = protection_.hidden[cell] != 0;
    if (tie != Tie::shown) {
      if (!is_hidden) return fault_at(cell, "a cell is shown that an earlier release asks to be hidden");
      continue;
    }
    sensitive_[cell] = false;
    if (!is_hidden) continue;
    const auto table = table_of(cell);
    const auto& id = plans_[table].table.definition.id;
    const bool is_withheld = cell != counter_.first_cell(table) &&
                             std::find(withheld.begin(), withheld.end(), id) != withheld.end();
    // Where there are no people this year a rate cannot be told.
    if (!is_withheld && !is_of_rate(table))
      return fault_at(cell, "a cell is hidden that the same members had shown");
  }
  return std::nullopt;
}

void Audit::add_differences() {
  counter_.watch(watched_);
  persons_.resize(counter_.cells(), 0);
  sensitive_.resize(counter_.cells(), true);
  structural_.resize(counter_.cells(), false);
  FactColumns dossier;
  for (std::uint32_t person = 0; person < people_.persons() && !watched_.empty(); ++person) {
    base::stop_point();
    people_.copy(person, dossier);
    count(dossier);
    for (const auto& contribution : list_) {
      if (contribution.cell >= tables_end()) ++persons_[contribution.cell];
    }
  }
}

void Audit::count(const FactColumns& dossier) {
  list_.clear();
  counter_.list_all(dossier, list_);
}

void Audit::find_own() {
  FactColumns dossier;
  const auto most = most_k(joint_.layers);
  for (std::uint32_t person = 0; person < people_.persons(); ++person) {
    base::stop_point();
    people_.copy(person, dossier);
    count(dossier);
    for (const auto& contribution : list_) {
      if (sensitive_[contribution.cell] && persons_[contribution.cell] < most)
        own_[contribution.cell].insert(person);
    }
  }
}

bool Audit::is_of_rate(std::size_t table) const {
  const auto& catalogue = joint_.layers[plans_[table].layer].catalogue;
  return std::any_of(catalogue.begin(), catalogue.end(), [&](const auto& definition) {
    return definition.id == plans_[table].table.definition.id && is_rate(definition.measure);
  });
}

std::size_t Audit::table_of(std::uint32_t cell) const {
  std::size_t table = 0;
  while (counter_.first_cell(table + 1) <= cell) ++table;
  return table;
}

base::Fault Audit::fault_at(std::uint32_t target, const std::string& what) const {
  const auto cell = place_of(target);
  const auto table = table_of(cell);
  return base::fault("self-check failed: in table '" + plans_[table].table.definition.id + "', cell " +
                     std::to_string(cell - counter_.first_cell(table)) + ", " + what +
                     "; nothing was published: please report this");
}

std::optional<base::Fault> Audit::check_certificates() {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> number_of;
  for (std::uint32_t i = 0; i < watched_.size(); ++i) {
    number_of[{watched_[i].newer, watched_[i].older}] = tables_end() + i;
  }
  for (const auto& certificate : protection_.certificates) {
    base::stop_point();
    const auto found = number_of.find({certificate.cell, certificate.older});
    const auto target = found != number_of.end() ? found->second : certificate.cell;
    const bool is_known = certificate.older == kNoCell || found != number_of.end();
    if (!is_known || target >= sensitive_.size() || !sensitive_[target]) {
      return base::fault("self-check failed: certificate " +
                         std::to_string(&certificate - protection_.certificates.data()) +
                         " refers to a cell that is not sensitive");
    }
    if (const auto wrong = check(target, certificate); !wrong.empty()) return fault_at(target, wrong);
    certified_.insert(target);
  }
  return std::nullopt;
}

std::optional<base::Fault> Audit::check_complete() const {
  for (std::uint32_t target = 0; target < sensitive_.size(); ++target) {
    if (!sensitive_[target]) continue;
    if (target < tables_end() && protection_.hidden[target] == 0)
      return fault_at(target, "a sensitive cell is shown");
    if (!certified_.contains(target)) return fault_at(target, "a sensitive cell has no proof");
  }
  return std::nullopt;
}

std::optional<base::Fault> Audit::run() {
  for (std::size_t table = 0; table < plans_.size(); ++table) add_table(table);
  if (auto wrong = check_layers()) return wrong;
  add_differences();
  find_own();
  if (auto wrong = check_certificates()) return wrong;
  return check_complete();
}

std::optional<base::Fault> audit(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                                 const Protection& protection) {
  return Audit(plans, joint, protection).run();
}

std::optional<base::Fault> audit(const std::vector<PlannedTable>& plans, const model::FactSet& facts,
                                 const model::Scheme& scheme, const model::Period& period, const Rules& rules,
                                 const Protection& protection) {
  const std::vector<Layer> layers{{"", period, rules, {}, scheme, {}, {}, ""}};
  return audit(plans, {facts, {}, layers, {}}, protection);
}

}  // namespace raccordo::aggregate
