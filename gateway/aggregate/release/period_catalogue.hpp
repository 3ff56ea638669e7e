// What of the catalogue a release of one period can have. Called by app/releases/publish before a release is
// made, and by benchmarks.
#pragma once

#include <string>
#include <vector>

#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

/// A table that no release of the period has, and why, for readers of the release.
struct TableLeftOut {
  std::string id, reason;
};

/// Tables for longer periods only (`periods`), each with the table of the catalogue that counts the same at a
/// higher level, if there is one; and rates of whose period nobody counted the inhabitants.
std::vector<TableLeftOut> tables_left_out(const std::vector<model::ExtractDefinition>& catalogue,
                                          const model::Scheme& scheme, const model::Period& period);
/// The catalogue without them. Faults of what remains are found when the release is made.
std::vector<model::ExtractDefinition> catalogue_of_period(std::vector<model::ExtractDefinition> catalogue,
                                                          const model::Scheme& scheme,
                                                          const model::Period& period);

}  // namespace raccordo::aggregate
