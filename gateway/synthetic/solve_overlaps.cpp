// A person of two Ambiti counts once in their district. How many do is the sum of the Ambiti less the
// district: for each area, need ... that many persons must have it in both.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "synthetic/solve.hpp"

namespace raccordo::synthetic {
namespace {

/// Presences of one person.
using Several = std::vector<std::uint32_t>;

class Sharing {
 public:
  Sharing(Workbench& bench, const Task& task, const std::vector<std::uint32_t>& presences)
      : bench_(bench), task_(task), tree_(bench.vocabulary.tree(Kind::territory)) {
    std::map<std::uint32_t, Several> persons;
    for (const auto presence : presences)
      persons[bench.people.presences[presence].person].push_back(presence);
    for (auto& [person, several] : persons) persons_.push_back(std::move(several));
  }

  std::map<std::uint32_t, Given> run() {
    // Nodes follow their parents, so that the lowest territories come first.
    for (std::size_t node = tree_.nodes.size(); node-- > 0;) {
      if (bench_.vocabulary.bucket_of[node] == 0) share_below(static_cast<Node>(node));
    }
    for (const auto& several : persons_) fill(several);
    return std::move(given_);
  }

 private:
  /// The child of a territory that contains the presence; 0 if none does.
  Node child_of(std::uint32_t presence, Node above) const {
    int node = bench_.vocabulary.bucket_of[bench_.people.presences[presence].leaf];
    while (node > 0 && tree_.nodes[static_cast<std::size_t>(node)].parent != above)
      node = tree_.nodes[static_cast<std::size_t>(node)].parent;
    return static_cast<Node>(std::max(node, 0));
  }

  /// Two presences of the person in different children; empty if there are none.
  Several parted(const Several& several, Node above) const {
    for (std::size_t i = 1; i < several.size(); ++i) {
      const auto first = child_of(several[0], above), other = child_of(several[i], above);
      if (first != 0 && other != 0 && first != other) return {several[0], several[i]};
    }
    return {};
  }

  void share_below(Node above) {
    std::vector<Several> pairs;
    for (const auto& several : persons_) {
      if (auto pair = parted(several, above); !pair.empty()) pairs.push_back(std::move(pair));
    }
    if (pairs.empty()) return;
    bench_.random.shuffle(pairs);
    if (task_.next != nullptr) Sharing(bench_, *task_.next, {}).put_first(pairs, above);
    const auto* table = table_of(above);
    if (table == nullptr) return;
    std::map<std::uint32_t, std::vector<std::size_t>> elements;  // by cell
    for (std::size_t i = 0; i < task_.elements.size(); ++i) elements[cell_of(*table, above, i)].push_back(i);
    // What is shown is certain; hidden cells take what is left.
    std::vector<std::vector<std::size_t>> certain, uncertain;
    for (const auto& [cell, inside] : elements)
      (is_shown(*table, above, inside.front()) ? certain : uncertain).push_back(inside);
    for (const auto* part : {&certain, &uncertain}) {
      for (const auto& inside : *part) share_out(pairs, inside, overlap(*table, above, inside.front()));
    }
  }

  /// Puts those first of whom the territory will need some with the same element, such as minors for an area
  /// of minors; the elements that fewest can have first.
  void put_first(std::vector<Several>& pairs, Node above) const {
    const auto* table = table_of(above);
    if (table == nullptr) return;
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t i = 0; i < task_.elements.size(); ++i) {
      if (!is_shown(*table, above, i)) continue;
      order.emplace_back(
          std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return can_share(pair, i); }), i);
    }
    std::sort(order.begin(), order.end());
    auto rest = pairs.begin();
    for (const auto& [possible, element] : order) {
      for (auto count = overlap(*table, above, element); count > 0; --count) {
        const auto found = std::find_if(rest, pairs.end(),
                                        [&, e = element](const auto& pair) { return can_share(pair, e); });
        if (found == pairs.end()) break;
        std::iter_swap(rest++, found);
      }
    }
  }

  bool can_share(const Several& pair, std::size_t element) const {
    return std::all_of(pair.begin(), pair.end(),
                       [&](std::uint32_t presence) { return is_possible(presence, element); });
  }

  void share_out(const std::vector<Several>& pairs, const std::vector<std::size_t>& elements, int count) {
    for (int pass = 0, done = 0; pass < 2; ++pass) {
      for (std::size_t i = 0; i < pairs.size() && done < count; ++i)
        done += share(pairs[i], elements, pass == 0) ? 1 : 0;
    }
  }

  /// The largest table that has the territory and its children.
  const PersonTable* table_of(Node above) const {
    const PersonTable* best = nullptr;
    for (const auto* table : task_.tables) {
      const auto* axis = table->axis(Kind::territory);
      if (axis == nullptr || !axis->has[above]) continue;
      bool has_children = false;
      for (std::size_t child = 1; child < tree_.nodes.size(); ++child)
        has_children = has_children || (tree_.nodes[child].parent == above && axis->has[child]);
      const bool is_larger = best == nullptr || table->table->cells().size() > best->table->cells().size();
      if (has_children && is_larger) best = table;
    }
    return best;
  }

  std::uint32_t cell_of(const PersonTable& table, Node territory, std::size_t element) const {
    Nodes nodes{};
    nodes[at(Kind::territory)] = territory;
    return table.cell(task_.joined(nodes, element));
  }

  /// True if the number of persons of two children is certain.
  bool is_shown(const PersonTable& table, Node above, std::size_t element) const {
    bool shown = bench_.set.weight[cell_of(table, above, element)] > 0;
    for (std::size_t child = 1; child < tree_.nodes.size(); ++child) {
      if (tree_.nodes[child].parent == above)
        shown = shown && bench_.set.weight[cell_of(table, static_cast<Node>(child), element)] > 0;
    }
    return shown;
  }

  int overlap(const PersonTable& table, Node above, std::size_t element) const {
    const auto total = cell_of(table, above, element);
    std::int64_t sum = -std::int64_t{bench_.set.wanted[total]};
    for (std::size_t child = 1; child < tree_.nodes.size(); ++child) {
      if (tree_.nodes[child].parent == above)
        sum += bench_.set.wanted[cell_of(table, static_cast<Node>(child), element)];
    }
    return static_cast<int>(std::clamp<std::int64_t>(sum, 0, kMostPersons));
  }

  /// True if both get one of the elements. `only_free`: only those who have none yet.
  bool share(const Several& pair, const std::vector<std::size_t>& elements, bool only_free) {
    const auto element = elements[bench_.random.index(elements.size())];
    const bool excludes = element == task_.none;
    for (const auto presence : pair) {
      const auto& has = given_[presence];
      if (!is_possible(presence, element)) return false;
      if (has.empty()) continue;
      const bool is_closed = task_.none && has.front() == *task_.none;
      if (only_free || excludes || is_closed || std::find(has.begin(), has.end(), element) != has.end())
        return false;
    }
    for (const auto presence : pair) given_[presence].push_back(element);
    return true;
  }

  bool is_possible(std::uint32_t presence, std::size_t element) const {
    const auto nodes = task_.joined(nodes_of(bench_.vocabulary, bench_.people, presence), element);
    return std::all_of(task_.tables.begin(), task_.tables.end(),
                       [&](const auto* table) { return bench_.set.wanted[table->cell(nodes)] > 0; });
  }

  /// Gives the presences without element one that no other presence of the person has.
  void fill(const Several& several) {
    Given taken;
    for (const auto presence : several)
      taken.insert(taken.end(), given_[presence].begin(), given_[presence].end());
    const auto first = bench_.random.index(several.size());
    for (std::size_t i = 0; i < several.size(); ++i) {
      auto& has = given_[several[(first + i) % several.size()]];
      if (!has.empty() || (task_.each == Task::Each::any && !taken.empty())) continue;
      has = {draw(several[(first + i) % several.size()], taken)};
      taken.push_back(has.front());
    }
  }

  std::size_t draw(std::uint32_t presence, const Given& taken) {
    const auto nodes = nodes_of(bench_.vocabulary, bench_.people, presence);
    std::vector<std::uint64_t> weights(task_.elements.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (!is_possible(presence, i) || std::find(taken.begin(), taken.end(), i) != taken.end()) continue;
      weights[i] = 1;
      for (const auto* table : task_.tables) {
        if (table->axis(Kind::territory) == nullptr) continue;
        weights[i] = static_cast<std::uint64_t>(bench_.set.wanted[table->cell(task_.joined(nodes, i))]);
      }
    }
    const auto chosen = bench_.random.weighted(weights);
    return chosen < weights.size() ? chosen : bench_.random.index(weights.size());
  }

  Workbench& bench_;
  const Task& task_;
  const Tree& tree_;
  std::vector<Several> persons_;
  std::map<std::uint32_t, Given> given_;
};

}  // namespace

std::map<std::uint32_t, Given> share_elements(Workbench& bench, const Task& task,
                                              const std::vector<std::uint32_t>& presences) {
  return Sharing(bench, task, presences).run();
}

}  // namespace raccordo::synthetic
