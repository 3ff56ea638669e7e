#include <algorithm>
#include <iterator>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {
namespace {

constexpr auto kWith = Counted::with_interventions;

/// The table of persons with interventions that knows most attributes of persons.
const PersonTable* strata_of(const TableSet& set) {
  const PersonTable* best = nullptr;
  std::size_t most = 0;
  for (const auto& table : set.tables) {
    std::size_t personal = 0;
    for (const auto& axis : table.axes) personal += is_personal(axis.kind) ? 1U : 0U;
    if (table.by_intervention && personal > most) best = &table;
    if (table.by_intervention) most = std::max(most, personal);
  }
  return best;
}

/// Says of each presence whether it is without interventions. Those are taken where the tables have more
/// persons in charge than with interventions.
class Chooser {
 public:
  explicit Chooser(Workbench& bench) : bench_(bench), table_(strata_of(bench.set)) {
    without_.assign(bench.people.presences.size(), false);
    if (table_ == nullptr) return;
    surplus_.assign(table_->table->cells().size(), 0);
    for (std::uint32_t i = 0; i < without_.size(); ++i) ++surplus_[place(i)];
    for (std::size_t i = 0; i < surplus_.size(); ++i) surplus_[i] -= bench.set.wanted[table_->first + i];
  }

  void choose(const std::vector<std::uint32_t>& inside, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      std::uint32_t best = 0;
      std::int64_t most = 0;
      bool is_found = false;
      for (int tries = 0; tries < 16; ++tries) {
        const auto presence = inside[bench_.random.index(inside.size())];
        if (without_[presence]) continue;
        const auto surplus = table_ == nullptr ? 0 : surplus_[place(presence)];
        if (is_found && surplus <= most) continue;
        is_found = true;
        best = presence;
        most = surplus;
      }
      if (!is_found) continue;
      without_[best] = true;
      if (table_ != nullptr) --surplus_[place(best)];
    }
  }
  bool is_without(std::uint32_t presence) const { return without_[presence]; }

 private:
  std::size_t place(std::uint32_t presence) const {
    auto nodes = nodes_of(bench_.people, presence);
    nodes[at(Kind::territory)] = bench_.vocabulary.bucket_of[nodes[at(Kind::territory)]];
    return table_->cell(nodes) - table_->first;
  }

  Workbench& bench_;
  const PersonTable* table_;
  std::vector<bool> without_;
  std::vector<std::int64_t> surplus_;
};

std::vector<Node> children_of(const Tree& tree, Node parent) {
  std::vector<Node> children;
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].parent == parent) children.push_back(static_cast<Node>(i));
  }
  return children;
}

void give_first_areas(Workbench& bench, const std::vector<Node>& areas, const Chooser& chooser) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    if (!chooser.is_without(i)) order.push_back(i);
  }
  bench.random.shuffle(order);
  std::vector<std::uint64_t> weights;
  for (const auto presence : order) {
    const auto known = nodes_of(bench.people, presence);
    bench.quota.weigh(Kind::service, kWith, known, areas, weights);
    const auto chosen = bench.random.weighted(weights);
    const auto area = areas[chosen < areas.size() ? chosen : bench.random.index(areas.size())];
    bench.quota.take(Kind::service, kWith, known, area);
    bench.people.presences[presence].services = {area};
  }
}

bool has_area(const Vocabulary& vocabulary, const Presence& presence, Node area) {
  return std::any_of(presence.services.begin(), presence.services.end(),
                     [&](Node service) { return vocabulary.area_of(service) == area; });
}

/// Replaces the area by types of it: one for each presence, then those that the tables still lack.
void give_types(Workbench& bench, Node area) {
  const auto& tree = bench.vocabulary.tree(Kind::service);
  auto types = children_of(tree, area);
  if (types.empty()) return;
  const auto unknown = tree.find_under(kUnassigned, area).value_or(types.back());
  types.erase(std::remove(types.begin(), types.end(), unknown), types.end());
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    if (has_area(bench.vocabulary, bench.people.presences[i], area)) members.push_back(i);
  }
  bench.random.shuffle(members);
  std::vector<std::uint64_t> weights;
  for (const auto presence : members) {
    const auto known = nodes_of(bench.people, presence);
    bench.quota.weigh(Kind::service, kWith, known, types, weights);
    const auto chosen = bench.random.weighted(weights);
    const auto type = chosen < types.size() ? types[chosen] : unknown;
    bench.quota.take(Kind::service, kWith, known, type);
    auto& services = bench.people.presences[presence].services;
    std::replace(services.begin(), services.end(), area, type);
  }
  for (const auto type : types) {
    const auto may = [&](const Presence& presence) {
      const auto& services = presence.services;
      return has_area(bench.vocabulary, presence, area) &&
             std::find(services.begin(), services.end(), type) == services.end();
    };
    for (const auto& scope : scopes_of(bench, Kind::service, kWith, type, members))
      give_rest(bench, Kind::service, kWith, scope, type, may,
                [&](Presence& presence) { presence.services.push_back(type); });
  }
}

}  // namespace

void give_interventions(Workbench& bench) {
  const auto areas = children_of(bench.vocabulary.tree(Kind::service), 0);
  if (areas.empty() || !has_tables(bench.set, kWith)) return;
  Chooser chooser(bench);
  for (std::size_t i = 0; i < bench.people.buckets.size(); ++i) {
    const auto with = wanted_in(bench.set, kWith, bench.people.buckets[i]);
    const auto& inside = bench.people.in_bucket[i];
    if (with >= 0) chooser.choose(inside, static_cast<std::int64_t>(inside.size()) - with);
  }
  give_first_areas(bench, areas, chooser);
  std::vector<std::uint32_t> all(bench.people.presences.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  for (const auto area : areas) {
    const auto may = [&](const Presence& presence) {
      return !presence.services.empty() && !has_area(bench.vocabulary, presence, area);
    };
    for (const auto& scope : scopes_of(bench, Kind::service, kWith, area, all))
      give_rest(bench, Kind::service, kWith, scope, area, may,
                [&](Presence& presence) { presence.services.push_back(area); });
  }
  for (const auto area : areas) give_types(bench, area);
}

}  // namespace raccordo::synthetic
