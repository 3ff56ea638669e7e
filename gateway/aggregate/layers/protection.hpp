// The protection of all releases together: hidden cells, and the certificates that hidden cells cannot be
// derived. Made by suppression, rechecked by the audit. Values only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aggregate/layers/witness.hpp"

namespace raccordo::aggregate {

struct Protection {
  std::vector<std::uint8_t> hidden;  ///< by cell of all tables, in their order; the same flag for every cause
  std::vector<Certificate> certificates;
  std::vector<std::string>
      withheld;         ///< ids of tables of the last layer of which only the total may be shown
  std::string refusal;  ///< why the last layer cannot be released beside the earlier ones; "" if it can
};

}  // namespace raccordo::aggregate
