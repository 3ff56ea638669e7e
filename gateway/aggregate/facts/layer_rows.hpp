// The rows of a dossier by the releases that they tell of: cut apart where a change concerns some releases
// only, and copied from one release to another. Internal to aggregate/: edits and the ledger's search use it.
#pragma once

#include <cstdint>
#include <limits>

#include "aggregate/facts/fact_columns.hpp"

namespace raccordo::aggregate {

/// The releases that a change concerns, the first and the last.
struct LayerSpan {
  std::uint16_t first = 0, last = std::numeric_limits<std::uint16_t>::max();

  friend bool operator==(const LayerSpan&, const LayerSpan&) = default;
};
inline constexpr LayerSpan kEveryLayer;

/// How a person stands in a release as in one of an earlier period: nothing of the person ended on `unended`
/// or later (0: as it ended), and the age is what it was, because the birth is later by `younger`.
struct AsThen {
  DayNo unended = 0, younger = 0;

  std::int64_t packed() const;
  static AsThen unpack(std::int64_t value);
};

/// Cuts the rows of a dossier so that what they say of these layers stands in rows of its own.
void cut_out_layers(FactColumns& dossier, const LayerSpan& layers);

/// Of `layer` the dossier then says what it says of `other`, with what the person has kept; nothing where
/// `other` is below 0.
void stand_as_in(FactColumns& dossier, std::uint16_t layer, std::int64_t other, const AsThen& kept);

/// Does the dossier say anything of a layer between these two, both included?
bool stands_in(const FactColumns& dossier, std::uint16_t first, std::uint16_t last);

}  // namespace raccordo::aggregate
