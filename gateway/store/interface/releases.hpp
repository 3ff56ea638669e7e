// Releases: reading of ordered and finished releases; ReleaseLedger changes them. A port of CaseStore.
// Threads and errors: as CaseStore.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/interface/stored.hpp"

namespace raccordo::store {

class Releases {
 public:
  virtual ~Releases() = default;

  virtual std::vector<ReleaseRow> releases() = 0;                      ///< newest first, without content
  virtual std::optional<ReleaseRow> release(std::string_view id) = 0;  ///< with content
  /// The newest release of that period that was not refused, without content.
  virtual std::optional<ReleaseRow> release_of_period(std::string_view period) = 0;
};

}  // namespace raccordo::store
