#include "privacy/attackers/career_scenes.hpp"

#include <filesystem>
#include <string>

namespace raccordo::attackers {

History career_history(const synth::CareersOrder& order, int k) {
  const std::filesystem::path root = RACCORDO_SOURCE_DIR;
  const synth::Workshop workshop(root / "mappings", root / "tests" / "synth" / "data");
  const synth::Careers careers(workshop, order);
  History history;
  for (int year = order.first_year; year < order.first_year + order.years; ++year) {
    auto matter = shipped_matter(k);
    matter.period = *model::parse_period(std::to_string(year), model::Periodicity::year);
    history.push_back({careers.known_on(matter.period.last), std::move(matter)});
  }
  return history;
}

History with_erasure(const Year& year, std::uint32_t person) {
  auto erased = year;
  std::erase_if(erased.facts.cases, [&](const auto& item) { return item.person == person; });
  return {year, std::move(erased)};
}

}  // namespace raccordo::attackers
