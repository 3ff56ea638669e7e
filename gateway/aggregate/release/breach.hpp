// A breach: a fault that the recheck of a stored release found. Values only.
#pragma once

#include <cstddef>
#include <string>

namespace raccordo::aggregate {

/// Something that was changed since it was stored, or that violates the rules of the release.
struct Breach {
  std::string table;  ///< "" where the release as a whole is meant
  std::string cell;   ///< `territory=alfa, area=_T`; "" where the whole table is meant
  std::string what;   ///< one sentence
};

/// At most so many tables of one release are named.
inline constexpr std::size_t kMostBreaches = 100;

}  // namespace raccordo::aggregate
