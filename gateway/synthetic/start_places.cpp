#include <algorithm>
#include <limits>
#include <utility>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {
namespace {

/// Chooses the finest territory of each presence by what the Comuni and groups of its Ambito still lack.
class Placing {
 public:
  explicit Placing(Workbench& bench) : bench_(bench), left_(bench.set.wanted) {
    for (const auto leaf : bench.vocabulary.tree(Kind::territory).leaves)
      leaves_.resize(
          std::max<std::size_t>(leaves_.size(), bench.vocabulary.bucket_of[leaf] + std::size_t{1}));
    for (const auto leaf : bench.vocabulary.tree(Kind::territory).leaves)
      leaves_[bench.vocabulary.bucket_of[leaf]].push_back(leaf);
    for (const auto& table : bench.set.tables) {
      const auto* axis = table.axis(Kind::territory);
      if (axis != nullptr && has_lower(*axis)) tables_.push_back(&table);
    }
  }

  void run() {
    if (tables_.empty()) return;
    for (std::size_t i = 0; i < bench_.people.buckets.size(); ++i) {
      auto order = bench_.people.in_bucket[i];
      bench_.random.shuffle(order);
      // Whoever counts in more cells first, while there is more choice.
      std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return bench_.people.presences[a].services.size() > bench_.people.presences[b].services.size();
      });
      for (const auto presence : order) place(presence, leaves_[bench_.people.buckets[i]]);
    }
  }

 private:
  bool is_lower(Node node) const {
    const auto bucket = bench_.vocabulary.bucket_of[node];
    return bucket != 0 && bucket != node;
  }
  bool has_lower(const Axis& axis) const {
    const auto& leaves = bench_.vocabulary.tree(Kind::territory).leaves;
    return std::any_of(leaves.begin(), leaves.end(),
                       [&](Node leaf) { return is_lower(leaf) && axis.has[leaf]; });
  }

  void place(std::uint32_t number, const std::vector<Node>& leaves) {
    auto& presence = bench_.people.presences[number];
    std::vector<std::uint64_t> weights;
    for (const auto leaf : leaves) {
      presence.leaf = leaf;
      auto least = std::numeric_limits<std::int32_t>::max();
      list_cells(presence);
      for (const auto cell : cells_) least = std::min(least, left_[cell]);
      weights.push_back(static_cast<std::uint64_t>(std::max(least, 0)));
    }
    auto chosen = bench_.random.weighted(weights);
    if (chosen == weights.size()) chosen = roomiest(presence, leaves);
    presence.leaf = leaves[chosen];
    list_cells(presence);
    for (const auto cell : cells_) --left_[cell];
  }

  /// The leaf whose cells lack most together.
  std::size_t roomiest(Presence& presence, const std::vector<Node>& leaves) {
    std::size_t best = 0;
    auto most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      presence.leaf = leaves[i];
      list_cells(presence);
      std::int64_t sum = 0;
      for (const auto cell : cells_) sum += std::clamp(left_[cell], -1, 1);
      if (sum > most) best = i;
      most = std::max(most, sum);
    }
    return best;
  }

  /// The cells below the Ambito that count the presence.
  void list_cells(const Presence& presence) {
    static const std::vector<Node> kNothing(1, 0);
    cells_.clear();
    const auto& person = bench_.people.persons[presence.person];
    for (const auto* table : tables_) {
      if (table->by_intervention ? presence.services.empty() : !presence.in_charge) continue;
      places_.assign(1, table->first);
      for (const auto& axis : table->axes) {
        next_.clear();
        if (axis.kind == Kind::territory) {
          for (int node = presence.leaf; is_lower(static_cast<Node>(node));
               node = bench_.vocabulary.tree(Kind::territory).nodes[static_cast<std::size_t>(node)].parent) {
            if (axis.has[static_cast<std::size_t>(node)]) step(axis.place[static_cast<std::size_t>(node)]);
          }
        } else if (axis.kind == Kind::service || axis.kind == Kind::need) {
          const auto& nodes = axis.kind == Kind::service ? presence.services : presence.needs;
          step(0);
          for (const auto node : nodes.empty() ? kNothing : nodes) {
            if (axis.place[node] != 0) step(axis.place[node]);
          }
        } else {
          for (const auto offset : axis.chain[attribute(person, axis.kind)]) step(offset);
        }
        places_.swap(next_);
      }
      cells_.insert(cells_.end(), places_.begin(), places_.end());
    }
  }
  void step(std::uint32_t offset) {
    for (const auto place : places_) next_.push_back(place + offset);
  }

  Workbench& bench_;
  std::vector<std::int32_t> left_;
  std::vector<std::vector<Node>> leaves_;  // by Ambito
  std::vector<const PersonTable*> tables_;
  std::vector<std::uint32_t> cells_, places_, next_;
};

}  // namespace

void give_places(Workbench& bench) { Placing(bench).run(); }

}  // namespace raccordo::synthetic
