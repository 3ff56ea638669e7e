#include "aggregate/suppression.hpp"

#include <algorithm>

#include "aggregate/disclosure_rules.hpp"
#include "aggregate/witness_search.hpp"

namespace raccordo::aggregate {
namespace {

/// A sensitive cell with its proofs, and the cells that each of them needs hidden.
struct Certified {
  CellNo cell = 0;
  std::vector<FoundWitness> witnesses;
};

class Suppression {
 public:
  Suppression(const std::vector<PlannedTable>& plans, const model::FactSet& facts,
              const model::Scheme& scheme, const model::Period& period, const Rules& rules,
              std::string_view key)
      : rules_(rules),
        space_(plans),
        people_(facts),
        counter_(plans, facts.codes, period),
        plausibility_(scheme, facts.codes, period),
        pools_(facts, people_, counter_, key, static_cast<std::size_t>(rules.k)),
        hidden_(space_.size()),
        draft_(space_, people_, counter_, plausibility_, hidden_),
        search_(space_, people_, counter_, pools_, hidden_, draft_, rules.k) {}

  Protection run() {
    for (const auto cell : find_sensitive()) certified_.push_back({cell, {}});
    for (const auto& item : certified_) hidden_.hold(item.cell);
    for (auto& item : certified_) certify(item);
    clean_up();
    return result();
  }

 private:
  std::vector<CellNo> find_sensitive() const;
  void certify(Certified& item);
  void clean_up();
  double exclusive_cost(const Certified& item) const;
  void keep(Certified& item, FoundWitness witness);
  Protection result() const;

  const Rules& rules_;
  CellSpace space_;
  Register people_;
  PersonCounter counter_;
  Plausibility plausibility_;
  Pools pools_;
  HiddenCells hidden_;
  Draft draft_;
  WitnessSearch search_;
  std::vector<Certified> certified_;
};

/// The highest first: what they need hidden, others then have for nothing.
std::vector<CellNo> Suppression::find_sensitive() const {
  std::vector<CellNo> cells;
  for (CellNo cell = 0; cell < space_.size(); ++cell) {
    const auto& table = space_.plan(space_.table_of(cell)).table;
    if (is_sensitive(table, space_.counted(cell), rules_)) cells.push_back(cell);
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [&](CellNo left, CellNo right) { return space_.weight(left) > space_.weight(right); });
  return cells;
}

void Suppression::keep(Certified& item, FoundWitness witness) {
  hidden_.hold(witness.changed);
  item.witnesses.push_back(std::move(witness));
}

/// Whom a witness changes. One more person like another leaves that one as he is.
std::vector<PersonNo> changed_persons(const Witness& witness) {
  std::vector<PersonNo> persons;
  for (const auto& edit : witness.edits) {
    if (edit.attribute != Attribute::presence || edit.to == 0) persons.push_back(edit.person);
  }
  return persons;
}

void Suppression::certify(Certified& item) {
  const auto own = pools_.behind(item.cell);
  if (own.size() == 1) return keep(item, search_.empty(item.cell, {}));
  keep(item, search_.fill(item.cell, own));
  auto barred = changed_persons(item.witnesses.front().proof.witness);
  auto second = search_.empty(item.cell, barred);
  if (second.cost > 0) {
    barred.insert(barred.end(), own.begin(), own.end());
    auto other = search_.fill(item.cell, barred);
    if (other.cost < second.cost) second = std::move(other);
  }
  keep(item, std::move(second));
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
    const double before = exclusive_cost(item);
    if (before <= 0) continue;
    auto old = std::move(item.witnesses);
    item.witnesses.clear();
    for (const auto& witness : old) hidden_.let_go(witness.changed);
    certify(item);
    if (exclusive_cost(item) <= before) continue;
    for (const auto& witness : item.witnesses) hidden_.let_go(witness.changed);
    item.witnesses = std::move(old);
    for (const auto& witness : item.witnesses) hidden_.hold(witness.changed);
  }
}

Protection Suppression::result() const {
  Protection out;
  out.hidden.reserve(space_.size());
  for (CellNo cell = 0; cell < space_.size(); ++cell) out.hidden.push_back(hidden_.is_hidden(cell) ? 1 : 0);
  for (const auto& item : certified_) {
    Certificate certificate{item.cell, {}};
    for (const auto& witness : item.witnesses) certificate.proofs.push_back(witness.proof);
    out.certificates.push_back(std::move(certificate));
  }
  return out;
}

}  // namespace

Protection suppress(const std::vector<PlannedTable>& plans, const model::FactSet& facts,
                    const model::Scheme& scheme, const model::Period& period, const Rules& rules,
                    std::string_view key) {
  return Suppression(plans, facts, scheme, period, rules, key).run();
}

}  // namespace raccordo::aggregate
