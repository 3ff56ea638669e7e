#include "aggregate/suppress/suppression.hpp"

#include <algorithm>
#include <limits>

#include "aggregate/suppress/suppression_search.hpp"
#include "base/stop.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kCleanUps = 2;
constexpr double kAmbitoCost = 900;       // an Ambito more to hide
constexpr std::size_t kMostPlaces = 100;  // tried for a whole certificate

}  // namespace

Suppression::Suppression(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                         std::string_view key)
    : plans_(plans),
      joint_(joint),
      newest_(joint.newest()),
      people_(joint.facts, joint.former),
      counter_(plans, joint.facts.codes),
      differences_(watch_differences()),
      pools_(plans, joint.facts, people_, counter_, key, static_cast<std::size_t>(most_k(joint.layers))),
      space_(plans, joint.layers, differences_, count_watched()),
      plausibility_(joint, plans, counter_),
      shares_(find_largest_shares(plans, people_, counter_)),
      hidden_(space_.size()),
      draft_(space_, people_, counter_, plausibility_, hidden_),
      search_(space_, people_, counter_, pools_, hidden_, draft_),
      money_(space_, people_, pools_, hidden_, draft_),
      neighbourhood_(space_, hidden_) {}

Protection Suppression::run() {
  inherit();
  renew_certificates();
  const auto renewed = certified_.size();
  for (const auto cell : find_sensitive()) certified_.push_back({cell, {}, 0});
  for (auto at = renewed; at < certified_.size(); ++at) hidden_.hold(certified_[at].cell);
  for (auto at = renewed; at < certified_.size(); ++at) {
    base::stop_point();
    certify(certified_[at]);
  }
  for (int round = 0; round < kCleanUps; ++round) clean_up();
  withhold_or_refuse();
  return result();
}

/// Certify high-level cells first: cells they force to be hidden can be reused by lower ones.
std::vector<CellNo> Suppression::find_sensitive() const {
  std::vector<CellNo> cells;
  const auto& rules = joint_.layers[newest_].rules;
  for (auto cell = first_cell_of_layer(plans_, newest_); cell < space_.size(); ++cell) {
    if (space_.is_frozen(cell)) continue;
    if (space_.is_difference(cell)) {
      // Those of earlier releases have been certified.
      if (space_.layer_of(cell) == newest_) cells.push_back(cell);
      continue;
    }
    const auto& table = space_.plan(space_.table_of(cell)).table;
    const auto& counted = space_.counted(cell);
    if (is_sensitive(table, counted, rules) || is_dominated(counted, shares_[cell], rules))
      cells.push_back(cell);
  }
  const auto weight = [&](CellNo cell) { return space_.weight(space_.place_of(cell)); };
  std::stable_sort(cells.begin(), cells.end(),
                   [&](CellNo left, CellNo right) { return weight(left) > weight(right); });
  return cells;
}

void Suppression::keep(Certified& item, FoundWitness witness) {
  hidden_.hold(witness.changed);
  item.cost += witness.cost;
  item.witnesses.push_back(std::move(witness));
}

void Suppression::drop(Certified& item, const std::vector<FoundWitness>& witnesses) {
  for (const auto& witness : witnesses) hidden_.let_go(witness.changed);
  item.witnesses.clear();
  item.cost = 0;
}

/// The persons that a witness changes. Adding one more person like another one does not change the other.
std::vector<PersonNo> changed_persons(const Witness& witness) {
  std::vector<PersonNo> persons;
  for (const auto& edit : witness.edits) {
    if (edit.attribute != Attribute::presence || edit.to == 0) persons.push_back(edit.person);
  }
  return persons;
}

bool Suppression::is_money(CellNo cell) const {
  return !space_.is_difference(cell) &&
         space_.plan(space_.table_of(cell)).table.definition.measure == model::Measure::amount;
}

FoundWitness Suppression::find_empty(CellNo cell, const std::vector<PersonNo>& barred,
                                     std::optional<PersonNo> spared) {
  auto money = is_money(cell) ? money_.empty(cell, barred, spared) : std::nullopt;
  if (money && money->cost <= 0) return std::move(*money);
  auto found = search_.empty(cell, barred, spared);
  if (money && money->cost < found.cost) found = std::move(*money);
  if (may_be_narrowed(found, cell)) narrow_empty(found, cell, barred, spared);
  return found;
}

FoundWitness Suppression::find_fill(CellNo cell, const std::vector<PersonNo>& barred) {
  auto money = is_money(cell) ? money_.fill(cell, barred) : std::nullopt;
  if (money && money->cost <= 0) return std::move(*money);
  auto found = search_.fill(cell, barred);
  if (money && money->cost < found.cost) found = std::move(*money);
  if (may_be_narrowed(found, cell)) narrow_fill(found, cell, barred);
  return found;
}

void Suppression::keep_to(const std::optional<Neighbour>& place) {
  search_.keep_to(place);
  money_.keep_to(place);
}

/// Step by step the cheapest may cost more in all than a dear place to which every step can go. Where it
/// costs much, the nearest places are tried so.
void Suppression::certify(Certified& item) {
  certify_greedily(item);
  // Where an earlier release stands in the way no place helps.
  if (item.cost < kAmbitoCost || breaches(item) != 0) return;
  // Beside earlier releases nearly every cell is dear: only those of an Ambito or more are worth the time.
  const bool is_low = space_.is_difference(item.cell) || space_.weight(item.cell) < kAmbitoCost;
  if (newest_ > 0 && is_low) return;
  auto best = item;
  drop(item, best.witnesses);
  draft_.open(item.cell, pools_.behind(item.cell));
  const auto around = neighbourhood_.around(space_.place_of(item.cell), draft_);
  for (std::size_t i = 0; i < std::min(around.size(), kMostPlaces); ++i) {
    if (around[i].estimate >= best.cost) break;
    keep_to(around[i]);
    limit_ = best.cost;
    certify_greedily(item);
    if (item.cost < best.cost) best = item;
    drop(item, std::vector(item.witnesses));
  }
  keep_to(std::nullopt);
  limit_ = std::numeric_limits<double>::infinity();
  for (auto& witness : best.witnesses) keep(item, std::move(witness));
}

void Suppression::certify_greedily(Certified& item) {
  if (space_.counted(item.cell).persons >= static_cast<std::uint32_t>(space_.rules_of(item.cell).k))
    return certify_sum(item);
  if (space_.counted(item.cell).persons == 1) {
    keep(item, find_empty(item.cell, {}, std::nullopt));
    return;
  }
  certify_by_filling(item);
  const double filling = item.cost;
  if (filling <= 0) return;
  auto filled = std::move(item.witnesses);
  drop(item, filled);
  certify_by_emptying(item);
  if (item.cost < filling) return;
  drop(item, std::vector(item.witnesses));
  for (auto& witness : filled) keep(item, std::move(witness));
}

/// A witness that fills the cell serves each of its persons; a second, with other persons, those whom the
/// first changes.
void Suppression::certify_by_filling(Certified& item) {
  const auto behind = pools_.behind(item.cell);
  std::vector<PersonNo> own(behind.begin(), behind.end());
  keep(item, find_fill(item.cell, own));
  if (item.cost >= limit_) return;
  auto barred = changed_persons(item.witnesses.front().proof.witness);
  auto second = find_empty(item.cell, barred, std::nullopt);
  if (second.cost > 0) {
    barred.insert(barred.end(), own.begin(), own.end());
    auto other = find_fill(item.cell, barred);
    if (other.cost < second.cost) second = std::move(other);
  }
  keep(item, std::move(second));
}

/// Two witnesses that empty the cell, each with other partners, and for each of its persons one in which only
/// this person remains (docs/protection.md#rule-4).
void Suppression::certify_by_emptying(Certified& item) {
  const auto behind = pools_.behind(item.cell);
  const std::vector<PersonNo> own(behind.begin(), behind.end());
  keep(item, find_empty(item.cell, {}, std::nullopt));
  if (item.cost >= limit_) return;
  auto partners = changed_persons(item.witnesses.front().proof.witness);
  std::erase_if(partners,
                [&](PersonNo person) { return std::find(own.begin(), own.end(), person) != own.end(); });
  keep(item, find_empty(item.cell, partners, std::nullopt));
  for (const auto person : own) {
    if (item.cost >= limit_) return;
    keep(item, find_empty(item.cell, {}, person));
  }
}

/// A sum that one person dominates: larger and smaller ones must be possible.
void Suppression::certify_sum(Certified& item) {
  for (const auto goal : {Goal::raises_sum, Goal::lowers_sum}) {
    keep(item, money_.shift(item.cell, shares_[item.cell], goal, space_.rules_of(item.cell)));
  }
}

/// What would be shown but for the witnesses of this cell.
double Suppression::exclusive_cost(const Certified& item) const {
  std::vector<CellNo> cells;
  for (const auto& witness : item.witnesses) {
    cells.insert(cells.end(), witness.changed.begin(), witness.changed.end());
  }
  std::sort(cells.begin(), cells.end());
  double cost = 0;
  for (auto at = cells.begin(); at != cells.end();) {
    const auto next = std::upper_bound(at, cells.end(), *at);
    if (hidden_.holders(*at) == static_cast<std::uint32_t>(next - at)) cost += space_.weight(*at);
    at = next;
  }
  return cost;
}

/// Now that all is hidden that must be, many a witness can be had for less. What no one needs is shown again.
void Suppression::clean_up() {
  for (auto& item : certified_) {
    base::stop_point();
    const double before = exclusive_cost(item);
    if (before <= 0) continue;
    const auto old = item.witnesses;
    const auto breaches_before = breaches(item);
    drop(item, old);
    certify(item);
    if (exclusive_cost(item) <= before && breaches(item) <= breaches_before) continue;
    const auto worse = item.witnesses;
    drop(item, worse);
    for (const auto& witness : old) keep(item, witness);
  }
}

Protection Suppression::result() const {
  Protection out;
  out.refusal = refusal_;
  for (const auto table : withheld_) out.withheld.push_back(plans_[table].table.definition.id);
  const auto cells = counter_.first_cell(plans_.size());
  out.hidden.reserve(cells);
  for (CellNo cell = 0; cell < cells; ++cell) out.hidden.push_back(hidden_.is_hidden(cell) ? 1 : 0);
  for (const auto& item : certified_) {
    Certificate certificate;
    certificate.cell = space_.place_of(item.cell);
    if (space_.is_difference(item.cell)) certificate.older = space_.difference(item.cell).older;
    for (const auto& witness : item.witnesses) certificate.proofs.push_back(witness.proof);
    out.certificates.push_back(std::move(certificate));
  }
  return out;
}

Protection suppress(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                    std::string_view key) {
  return Suppression(plans, joint, key).run();
}

Protection suppress(const std::vector<PlannedTable>& plans, const model::FactSet& facts,
                    const model::Scheme& scheme, const model::Period& period, const Rules& rules,
                    std::string_view key) {
  const std::vector<Layer> layers{{"", period, rules, {}, scheme, {}, {}, ""}};
  return suppress(plans, {facts, {}, layers, {}}, key);
}

}  // namespace raccordo::aggregate
