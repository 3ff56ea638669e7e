// The rows of a dossier by release: split if a change concerns some releases only, and copied from one
// release to another. Internal to aggregate/: used by edits and the ledger's search.
#pragma once

#include <cstdint>
#include <limits>

#include "aggregate/facts/fact_columns.hpp"

namespace raccordo::aggregate {

/// The first and last release that a change concerns.
struct LayerSpan {
  std::uint16_t first = 0, last = std::numeric_limits<std::uint16_t>::max();

  friend bool operator==(const LayerSpan&, const LayerSpan&) = default;
};
inline constexpr LayerSpan kEveryLayer;

/// How a person appears in a release as in one of an earlier period: nothing that ended on `unended` or later
/// had ended (0: as it ended), and the age is the former one, because the birth is later by `younger`.
struct AsThen {
  DayNo unended = 0, younger = 0;

  std::int64_t packed() const;
  static AsThen unpack(std::int64_t value);
};

/// Splits the rows of a dossier so that these layers have rows of their own.
void cut_out_layers(FactColumns& dossier, const LayerSpan& layers);

/// Copies the rows of `other` to `layer`, with what the person has kept; removes them if `other` is negative.
void stand_as_in(FactColumns& dossier, std::uint16_t layer, std::int64_t other, const AsThen& kept);

/// True if the dossier has rows of a layer between these two, both included.
bool stands_in(const FactColumns& dossier, std::uint16_t first, std::uint16_t last);

}  // namespace raccordo::aggregate
