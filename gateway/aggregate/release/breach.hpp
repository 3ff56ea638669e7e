// A breach: something that the recheck of a stored release found wrong. Values only.
#pragma once

#include <cstddef>
#include <string>

namespace raccordo::aggregate {

/// Something that is not as it was stored or not as the rules of the release say.
struct Breach {
  std::string table;  ///< "" where the release as a whole is meant
  std::string cell;   ///< `territory=alfa, area=_T`; "" where the whole table is meant
  std::string what;   ///< one sentence
};

/// So many of the tables of one release are named at most.
inline constexpr std::size_t kMostBreaches = 100;

}  // namespace raccordo::aggregate
