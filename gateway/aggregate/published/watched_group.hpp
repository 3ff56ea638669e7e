// A number that follows from published cells by addition and subtraction; of each the changes between
// releases are watched. Values only; internal to aggregate/.
#pragma once

#include <cstdint>
#include <vector>

#include "model/extract.hpp"

namespace raccordo::aggregate {

enum class WatchKind : std::uint8_t {
  stock,    ///< compared with every earlier release that showed it
  flow,     ///< of one period: counts who came or went, compared with nobody
  residual  ///< stock less stock before less flow: who came or went without being counted as such
};

/// A cell counted positive or negative.
struct WatchTerm {
  std::uint32_t cell = 0;
  int factor = 1;
};

struct WatchedGroup {
  WatchKind kind = WatchKind::stock;
  bool is_amount = false;
  std::vector<WatchTerm> terms;
  std::vector<WatchTerm> before;  ///< residual only: cells of the release before
};

}  // namespace raccordo::aggregate
