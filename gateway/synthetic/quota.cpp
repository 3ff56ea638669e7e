#include "synthetic/quota.hpp"

#include <algorithm>

namespace raccordo::synthetic {
namespace {

constexpr std::uint64_t kOne = 1024;  ///< a factor of 1

/// How many dimensions of the table are known, without the kind itself.
std::size_t known_axes(const PersonTable& table, Kind kind, const Nodes& known) {
  std::size_t count = 0;
  for (const auto& axis : table.axes) count += axis.kind != kind && known[at(axis.kind)] != 0 ? 1U : 0U;
  return count;
}

std::size_t size_of(const PersonTable& table) { return table.table->cells().size(); }

}  // namespace

Quota::Quota(const Vocabulary& vocabulary, const TableSet& set)
    : vocabulary_(vocabulary), set_(set), left_(set.wanted) {}

bool Quota::is_asked(const PersonTable& table, Kind kind, Counted counted, Node node) const {
  const auto* axis = table.axis(kind);
  if (axis == nullptr || table.by_intervention != (counted == Counted::with_interventions)) return false;
  const bool is_type = kind == Kind::service && vocabulary_.tree(kind).nodes[node].parent > 0;
  return axis->is_type || !is_type;
}

const PersonTable* Quota::base_of(Kind kind, Counted counted, const Nodes& known, Node node) const {
  const PersonTable* best = nullptr;
  for (const auto& table : set_.tables) {
    if (!is_asked(table, kind, counted, node)) continue;
    if (best == nullptr) {
      best = &table;
      continue;
    }
    const auto more = known_axes(table, kind, known), so_far = known_axes(*best, kind, known);
    const bool has_place = table.axis(Kind::territory) != nullptr;
    const bool best_has_place = best->axis(Kind::territory) != nullptr;
    if (has_place != best_has_place ? has_place
                                    : more > so_far || (more == so_far && size_of(table) < size_of(*best)))
      best = &table;
  }
  return best;
}

void Quota::weigh(Kind kind, Counted counted, const Nodes& known, std::span<const Node> candidates,
                  std::vector<std::uint64_t>& weights) const {
  weights.assign(candidates.size(), 0);
  if (candidates.empty()) return;
  const auto* base = base_of(kind, counted, known, candidates.front());
  if (base == nullptr) return;
  auto nodes = known;
  nodes[at(Kind::territory)] = vocabulary_.bucket_of[known[at(Kind::territory)]];
  Nodes margin{};
  margin[at(Kind::territory)] = nodes[at(Kind::territory)];
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    nodes[at(kind)] = margin[at(kind)] = candidates[i];
    auto weight = static_cast<std::uint64_t>(left(base->cell(nodes))) * kOne;
    auto full = known;
    full[at(kind)] = candidates[i];
    for (const auto& table : set_.tables) {
      if (&table == base || !is_asked(table, kind, counted, candidates[i])) continue;
      if (weight == 0 || known_axes(table, kind, known) == 0) continue;
      const auto part = static_cast<std::uint64_t>(left(table.cell(full)));
      const auto whole = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(left(table.cell(margin))));
      weight = std::min<std::uint64_t>(weight * (part * kOne / whole) / (kOne / 8), std::uint64_t{1} << 40);
    }
    weights[i] = weight;
  }
  if (std::any_of(weights.begin(), weights.end(), [](auto weight) { return weight > 0; })) return;
  // Tables that contradict each other by now: the base alone, which knows the Ambito.
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    nodes[at(kind)] = candidates[i];
    weights[i] = static_cast<std::uint64_t>(left(base->cell(nodes)));
  }
}

void Quota::take(Kind kind, Counted counted, const Nodes& known, Node chosen) {
  for (const auto& table : set_.tables) {
    if (is_asked(table, kind, counted, chosen)) take_from(table, kind, known, chosen);
  }
}

void Quota::take_from(const PersonTable& table, Kind kind, const Nodes& known, Node chosen) {
  cells_.assign(1, table.first);
  for (const auto& axis : table.axes) {
    next_.clear();
    for (const auto cell : cells_) {
      if (axis.kind == kind) {
        next_.push_back(cell + axis.place[chosen]);
      } else {
        for (const auto offset : axis.chain[known[at(axis.kind)]]) next_.push_back(cell + offset);
      }
    }
    cells_.swap(next_);
  }
  for (const auto cell : cells_) --left_[cell];
}

std::int64_t Quota::lacking(Kind kind, Counted counted, Node bucket, Node node) const {
  Nodes nodes{};
  nodes[at(Kind::territory)] = bucket;
  const auto* base = base_of(kind, counted, nodes, node);
  if (base == nullptr) return 0;
  nodes[at(kind)] = node;
  return left(base->cell(nodes));
}

}  // namespace raccordo::synthetic
