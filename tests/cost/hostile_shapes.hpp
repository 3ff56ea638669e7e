// Documents that would be expensive if any step of reading took more than linear time, each in any size.
// cost_probe decodes one; check_cost.py compares the cost of two sizes.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "codecs/decoder.hpp"

namespace raccordo::cost {

struct Shape {
  model::DocumentFormat format;
  std::string_view name;
  std::string (*make)(std::size_t size);  ///< grows in proportion to `size`
};

/// All shapes of all formats.
std::span<const Shape> hostile_shapes();

/// The profile that the documents of a format are read with.
std::string profile_of(model::DocumentFormat format);

}  // namespace raccordo::cost
