// How many persons each cell still lacks while the register is filled, and the draw of an attribute in
// proportion to that. Called by the parts of start.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "synthetic/random.hpp"
#include "synthetic/table_set.hpp"

namespace raccordo::synthetic {

/// Whom a table counts.
enum class Counted : std::uint8_t { in_charge, with_interventions };

class Quota {
 public:
  Quota(const Vocabulary& vocabulary, const TableSet& set);
  std::int64_t left(std::uint32_t cell) const { return left_[cell] > 0 ? left_[cell] : 0; }

  /// Whether any table of these has the kind.
  bool has(Kind kind, Counted counted) const { return base_of(kind, counted, {}, 0) != nullptr; }
  /// By candidate, how likely it is for someone with the known nodes: what its cells lack. `known` has a leaf
  /// of the territory. Candidates are either all types or all not.
  void weigh(Kind kind, Counted counted, const Nodes& known, std::span<const Node> candidates,
             std::vector<std::uint64_t>& weights) const;
  /// Notes that someone with the known nodes has this one.
  void take(Kind kind, Counted counted, const Nodes& known, Node chosen);
  /// Persons that the Ambito lacks with this node, by the table that `weigh` starts from.
  std::int64_t lacking(Kind kind, Counted counted, Node bucket, Node node) const;
  /// The table with the kind that has territories if any has, most of the known nodes, and the fewest cells;
  /// for a type only tables by type. Null if there is none.
  const PersonTable* base_of(Kind kind, Counted counted, const Nodes& known, Node node) const;

 private:
  bool is_asked(const PersonTable& table, Kind kind, Counted counted, Node node) const;
  void take_from(const PersonTable& table, Kind kind, const Nodes& known, Node chosen);

  const Vocabulary& vocabulary_;
  const TableSet& set_;
  std::vector<std::int32_t> left_;
  std::vector<std::uint32_t> cells_, next_;
};

}  // namespace raccordo::synthetic
