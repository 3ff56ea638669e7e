// Does what a refused release proposes: takes the tables that it names out of the catalogue.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "model/extract.hpp"

namespace raccordo::tests {

/// Removes the named tables; false if the reason of the refusal names none that is there.
inline bool follow_advice(std::string_view refusal, std::vector<model::ExtractDefinition>& catalogue) {
  constexpr std::string_view kBegin = "can be released without the tables ";
  const auto at = refusal.find(kBegin);
  if (at == std::string_view::npos) return false;
  const auto begin = at + kBegin.size();
  const auto named = ", " + std::string(refusal.substr(begin, refusal.find(':', begin) - begin)) + ", ";
  return std::erase_if(catalogue, [&](const auto& definition) {
           return named.find(", " + definition.id + ", ") != std::string::npos;
         }) > 0;
}

}  // namespace raccordo::tests
