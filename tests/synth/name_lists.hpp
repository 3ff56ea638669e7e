// Names and birthplaces of invented people: lists of common names, no real person.
// Used by people.cpp.
#pragma once

#include <span>
#include <string_view>

namespace raccordo::synth {

/// A country that many residents of the province come from.
struct Origin {
  std::string_view citizenship;  ///< ISO alpha-2
  std::string_view place;        ///< Belfiore code of the state
  double weight;                 ///< share among foreign residents
  std::span<const std::string_view> families, women, men;
};

std::span<const std::string_view> italian_families();
std::span<const std::string_view> italian_women();
std::span<const std::string_view> italian_men();
std::span<const Origin> origins();
/// Belfiore codes of Italian cities outside the province where older residents were born.
std::span<const std::string_view> italian_cities();

}  // namespace raccordo::synth
