// Likeness: which persons can exchange an attribute without changing the tables that do not use the exchange.
// Internal to aggregate/: witness_search tries pairs with the same mark first.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/pools.hpp"

namespace raccordo::aggregate {

/// Whether amounts count for the likeness of two persons.
enum class Money : std::uint8_t { counts, is_settled };

/// An attribute that two persons exchange, and the further dimension in which they differ, if any. Layers
/// after `last` are ignored.
struct Exchange {
  Attribute attribute = Attribute::owner;
  std::optional<model::Dimension> across;
  Money money = Money::counts;
  std::uint16_t last = kEveryLayer.last;
};

/// A person with the mark of their attributes.
using Mark = std::pair<std::uint64_t, PersonNo>;

/// Ownership: refers to all it is made from. Threads: one.
class Likeness {
 public:
  Likeness(const CellSpace& space, const Register& people, PersonCounter& counter, const Pools& pools)
      : space_(space), people_(people), counter_(counter), pools_(pools) {}
  /// The same for two persons with equal contributions to every table that depends on the attribute, except
  /// for the attribute itself and `across`, and with the attribute equally often.
  std::uint64_t mark(PersonNo person, const Exchange& exchange);
  /// The pool of a cell by mark.
  std::span<const Mark> pool(CellNo cell, const Exchange& exchange);

 private:
  using Key = std::pair<std::uint32_t, std::uint32_t>;  // person or cell, and exchange
  static std::uint32_t number(const Exchange& exchange) {
    constexpr std::uint32_t kNone = 31;
    const auto across = exchange.across ? static_cast<std::uint32_t>(*exchange.across) : kNone;
    return ((exchange.last * std::uint32_t{64} + static_cast<std::uint32_t>(exchange.attribute)) * 32 +
            across) *
               2 +
           static_cast<std::uint32_t>(exchange.money);
  }

  const CellSpace& space_;
  const Register& people_;
  PersonCounter& counter_;
  const Pools& pools_;
  std::unordered_map<std::uint64_t, std::uint64_t> marks_;
  std::map<Key, std::vector<Mark>> sorted_;
  FactColumns dossier_;
  std::vector<Contribution> list_;
};

}  // namespace raccordo::aggregate
