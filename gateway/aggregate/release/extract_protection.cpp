#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>

#include "aggregate/release/extract_reader.hpp"
#include "aggregate/release/protected_last.hpp"

namespace raccordo::aggregate {

void ExtractReader::read_periods(const YAML::Node& value) {
  auto& periods = extract_.definition.periods;
  periods = {false, false, false};
  if (!value.IsSequence() || value.size() == 0)
    return add(value, "'periods' must be a list of year, quarter and month, such as [year, quarter]");
  for (const auto& item : value) {
    const auto word = item.IsScalar() ? item.Scalar() : std::string();
    const auto periodicity = model::parse_periodicity(word);
    if (!periodicity) {
      add(item, "unknown period '" + word + "'; use year, quarter or month");
      continue;
    }
    auto& asked = *periodicity == model::Periodicity::year      ? periods.year
                  : *periodicity == model::Periodicity::quarter ? periods.quarter
                                                                : periods.month;
    if (std::exchange(asked, true)) add(item, "period '" + word + "' occurs twice; leave one");
  }
}

void ExtractReader::read_protection(const YAML::Node& protect) {
  const YAML::Node last = protect.IsMap() && protect.size() == 1 ? protect["last"] : YAML::Node();
  if (!last || !last.IsSequence() || last.size() == 0) {
    return add(protect,
               "'protect' must be {last: [...]} with a list of cells to hide last: total, or dimensions of "
               "the table, such as {last: [total, area]}");
  }
  auto& definition = extract_.definition;
  std::vector<std::string_view> known = {kTotalWord};
  for (const auto& choice : definition.by) known.push_back(to_string(choice.dimension));
  auto& read = definition.protected_last;
  for (const auto& item : last) {
    const auto word = item.IsScalar() ? item.Scalar() : std::string();
    if (std::find(known.begin(), known.end(), word) == known.end()) {
      std::string message = "'protect' names '" + word + "', which is no dimension of the table; use";
      for (const auto name : known) message += " " + std::string(name);
      add(item, message);
      continue;
    }
    const auto before = words_of(read);
    if (std::find(before.begin(), before.end(), word) != before.end()) {
      add(item, "'protect' names '" + word + "' twice; leave one");
    } else if (word == kTotalWord) {
      read.total = true;
    } else {
      read.margins.push_back(*model::parse_dimension(word));
    }
  }
}

}  // namespace raccordo::aggregate
