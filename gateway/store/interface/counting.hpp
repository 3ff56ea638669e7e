// Counting: the facts that a release counts, and their totals. A port of CaseStore; called by releases,
// coverage and metrics. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/case_facts.hpp"
#include "store/interface/settled.hpp"

namespace raccordo::store {

class Counting {
 public:
  virtual ~Counting() = default;

  /// All accepted cases of one consistent moment.
  virtual model::FactSet snapshot() = 0;
  /// The same with the versions in force, if all that is stored means what these say.
  virtual SettledSnapshot settled_snapshot() = 0;
  /// Why not; costs little.
  virtual std::optional<Unsettled> unsettled() = 0;
  /// Per source: accepted records and waiting records, for coverage.
  struct SourceCount {
    std::string source;
    std::uint64_t accepted = 0, waiting = 0;
  };
  virtual std::vector<SourceCount> source_counts() = 0;
};

}  // namespace raccordo::store
