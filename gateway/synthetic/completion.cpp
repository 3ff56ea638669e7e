#include "synthetic/completion.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>

namespace raccordo::synthetic {
namespace {

class Completer {
 public:
  explicit Completer(const model::ProtectedTable& table)
      : table_(table), known_(table.cells().size()), values_(table.cells().size(), 0) {
    strides_.resize(table.dimensions().size());
    std::size_t stride = 1;
    for (std::size_t i = strides_.size(); i-- > 0;) {
      strides_[i] = stride;
      stride *= table.dimensions()[i].categories.size();
    }
    for (std::size_t cell = 0; cell < values_.size(); ++cell) {
      known_[cell] = !table.cells()[cell].hidden;
      values_[cell] = table.cells()[cell].value;
    }
  }

  /// One round over one dimension: what a total lacks is divided among its movable parts; a hidden total is
  /// the sum of its parts.
  void balance(std::size_t dimension, const std::vector<bool>& movable,
               std::vector<std::int64_t>& values) const {
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
      const auto parts = parts_of(cell, dimension);
      if (parts.empty()) continue;
      std::int64_t rest = values[cell];
      std::int64_t count = 0;
      for (const auto part : parts) {
        rest -= values[part];
        count += movable[part] ? 1 : 0;
      }
      if (table_.cells()[cell].hidden) {
        values[cell] -= rest;
        continue;
      }
      for (const auto part : parts) {
        if (!movable[part] || count == 0) continue;
        const auto share = rest / count;
        values[part] = std::max<std::int64_t>(0, values[part] + share);
        rest -= share;
        --count;
      }
    }
  }

  std::vector<std::int64_t> run() {
    for (const auto cell : hidden_by_depth()) {
      values_[cell] = estimate(cell);
      known_[cell] = true;
    }
    return std::move(values_);
  }

 private:
  const std::vector<model::Category>& categories(std::size_t dimension) const {
    return table_.dimensions()[dimension].categories;
  }
  std::size_t category(std::size_t cell, std::size_t dimension) const {
    return cell / strides_[dimension] % categories(dimension).size();
  }
  std::vector<std::size_t> parts_of(std::size_t cell, std::size_t dimension) const {
    const auto& all = categories(dimension);
    const auto here = category(cell, dimension);
    std::vector<std::size_t> parts;
    for (std::size_t i = here + 1; i < all.size(); ++i) {
      if (all[i].parent == static_cast<int>(here)) parts.push_back(cell + (i - here) * strides_[dimension]);
    }
    return parts;
  }
  int depth(std::size_t cell) const {
    int sum = 0;
    for (std::size_t i = 0; i < strides_.size(); ++i) sum += categories(i)[category(cell, i)].depth;
    return sum;
  }
  std::vector<std::size_t> hidden_by_depth() const {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < values_.size(); ++cell) {
      if (!known_[cell]) cells.push_back(cell);
    }
    std::stable_sort(cells.begin(), cells.end(),
                     [&](std::size_t a, std::size_t b) { return depth(a) < depth(b); });
    return cells;
  }

  /// What the total leaves to this part: an equal share of the rest among the parts that are still unknown.
  std::optional<std::int64_t> share(std::size_t cell, std::size_t dimension) const {
    const auto& all = categories(dimension);
    const auto here = category(cell, dimension);
    if (all[here].parent < 0) return std::nullopt;
    const auto parent = static_cast<std::size_t>(all[here].parent);
    const auto base = cell - here * strides_[dimension];
    std::int64_t rest = values_[base + parent * strides_[dimension]];
    std::int64_t unknown = 0;
    for (std::size_t i = parent + 1; i < all.size(); ++i) {
      if (all[i].parent != static_cast<int>(parent)) continue;
      const auto sibling = base + i * strides_[dimension];
      if (known_[sibling])
        rest -= values_[sibling];
      else
        ++unknown;
    }
    // Parts that overlap say nothing about what is left.
    if (!table_.dimensions()[dimension].additive && rest < 0) return std::nullopt;
    return unknown == 0 ? rest : rest / unknown;
  }

  /// The shown parts bound a hidden total from below.
  std::int64_t least(std::size_t cell) const {
    std::int64_t most = 0;
    for (std::size_t dimension = 0; dimension < strides_.size(); ++dimension) {
      const auto& all = categories(dimension);
      const auto here = category(cell, dimension);
      std::int64_t sum = 0;
      for (std::size_t i = here + 1; i < all.size(); ++i) {
        const auto child = cell + (i - here) * strides_[dimension];
        if (all[i].parent != static_cast<int>(here) || table_.cells()[child].hidden) continue;
        const auto value = table_.cells()[child].value;
        sum = table_.dimensions()[dimension].additive ? sum + value : std::max(sum, value);
      }
      most = std::max(most, sum);
    }
    return most;
  }

  std::int64_t estimate(std::size_t cell) const {
    std::optional<std::int64_t> smallest;
    for (std::size_t dimension = 0; dimension < strides_.size(); ++dimension) {
      const auto part = share(cell, dimension);
      if (part && (!smallest || *part < *smallest)) smallest = part;
    }
    return std::max(smallest.value_or(0), least(cell));
  }

  const model::ProtectedTable& table_;
  std::vector<std::size_t> strides_;
  std::vector<bool> known_;
  std::vector<std::int64_t> values_;
};

}  // namespace

void balance(const model::ProtectedTable& table, const std::vector<bool>& movable,
             std::vector<std::int64_t>& values) {
  constexpr int kRounds = 40;
  const Completer completer(table);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < table.dimensions().size(); ++i) {
      if (table.dimensions()[i].additive) completer.balance(i, movable, values);
    }
  }
}

std::vector<std::int64_t> complete(const model::ProtectedTable& table) { return Completer(table).run(); }

}  // namespace raccordo::synthetic
