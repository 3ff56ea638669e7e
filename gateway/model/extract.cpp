#include "model/extract.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"

namespace raccordo::model {
namespace {

constexpr std::array<std::string_view, 7> kMeasures = {"persons",    "cases",     "interventions", "amount",
                                                       "prevalence", "incidence", "persons-joint"};
constexpr std::array<std::string_view, 5> kWhens = {"registered-by-end", "open-at-end", "active-during",
                                                    "opened-during", "closed-during"};
constexpr std::array<std::string_view, 13> kDimensions = {
    "territory", "residence", "area",    "type",       "sex",   "age",   "citizenship",
    "channel",   "need",      "closure", "management", "month", "sender"};
constexpr std::array<std::string_view, 4> kLevels = {"comune", "group", "ambito", "district"};
constexpr std::array<std::string_view, 3> kPeriodicities = {"year", "quarter", "month"};

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

Period months(std::string_view text, int year, unsigned first, unsigned last) {
  const auto last_day = (std::chrono::year{year} / std::chrono::month{last} / std::chrono::last).day();
  return {std::string(text),
          {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(first), 1},
          {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(last),
           static_cast<std::uint8_t>(static_cast<unsigned>(last_day))}};
}

}  // namespace

std::string_view to_string(Measure value) { return kMeasures[static_cast<std::size_t>(value)]; }
std::string_view to_string(When value) { return kWhens[static_cast<std::size_t>(value)]; }
std::string_view to_string(Dimension value) { return kDimensions[static_cast<std::size_t>(value)]; }
std::string_view to_string(TerritoryLevel value) { return kLevels[static_cast<std::size_t>(value)]; }
std::string_view to_string(Periodicity value) { return kPeriodicities[static_cast<std::size_t>(value)]; }
std::optional<Measure> parse_measure(std::string_view text) { return find_name<Measure>(kMeasures, text); }
std::optional<When> parse_when(std::string_view text) { return find_name<When>(kWhens, text); }
std::optional<Dimension> parse_dimension(std::string_view text) {
  return find_name<Dimension>(kDimensions, text);
}
std::optional<TerritoryLevel> parse_territory_level(std::string_view text) {
  return find_name<TerritoryLevel>(kLevels, text);
}
std::optional<Periodicity> parse_periodicity(std::string_view text) {
  return find_name<Periodicity>(kPeriodicities, text);
}

std::optional<Period> parse_period(std::string_view text, Periodicity periodicity) {
  if (text.size() < 4 || !base::is_digits(text.substr(0, 4))) return std::nullopt;
  const int year = std::stoi(std::string(text.substr(0, 4)));
  if (year < base::kFirstYear || year > base::kLastYear) return std::nullopt;
  const auto rest = text.substr(4);
  switch (periodicity) {
    case Periodicity::year:
      if (!rest.empty()) return std::nullopt;
      return months(text, year, 1, 12);
    case Periodicity::quarter: {
      if (rest.size() != 3 || !rest.starts_with("-Q") || rest[2] < '1' || rest[2] > '4') return std::nullopt;
      const auto first = static_cast<unsigned>(rest[2] - '1') * 3 + 1;
      return months(text, year, first, first + 2);
    }
    case Periodicity::month: {
      if (rest.size() != 3 || rest[0] != '-' || !base::is_digits(rest.substr(1))) return std::nullopt;
      const auto month = static_cast<unsigned>(std::stoi(std::string(rest.substr(1))));
      if (month < 1 || month > 12) return std::nullopt;
      return months(text, year, month, month);
    }
  }
  return std::nullopt;
}

std::optional<Periodicity> periodicity_of(std::string_view text) {
  for (const auto periodicity : {Periodicity::year, Periodicity::quarter, Periodicity::month}) {
    if (parse_period(text, periodicity)) return periodicity;
  }
  return std::nullopt;
}

std::optional<Period> parse_period(std::string_view text) {
  const auto periodicity = periodicity_of(text);
  return periodicity ? parse_period(text, *periodicity) : std::nullopt;
}

}  // namespace raccordo::model
