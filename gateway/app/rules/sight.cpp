#include "app/rules/sight.hpp"

#include <algorithm>

namespace raccordo::app {

bool sees(const intake::Client& client, std::string_view source, std::string_view owner) {
  if (!client.reach().holds(owner)) return false;
  if (client.may(intake::Right::administer)) return true;
  // `sources` belongs to `submit`: without it, only `comuni` limits what is visible.
  if (!client.may(intake::Right::submit)) return client.has_comuni();
  return std::find(client.sources.begin(), client.sources.end(), source) != client.sources.end();
}

std::optional<int> coverage_percent(std::uint64_t records, std::uint64_t coded, std::uint64_t mapped) {
  if (records < kLeastForCoverage || coded == 0) return std::nullopt;
  return static_cast<int>(mapped * 100 / coded);
}

}  // namespace raccordo::app
