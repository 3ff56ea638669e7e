// How rows of population.csv that count all sexes or all ages are held, and the words by which the title of a
// rate names the day of its inhabitants. Values only.
#pragma once

#include <string_view>

namespace raccordo::model {

/// PopulationRow::sex and age of `_T`. Nobody is 200 years old.
inline constexpr std::string_view kEverySex = "_T";
inline constexpr int kEveryAge = 200;

/// Behind the title of a rate, before the year: `... (abitanti al 1° gennaio 2018)`.
inline constexpr std::string_view kInhabitantsIt = " (abitanti al 1° gennaio ";
inline constexpr std::string_view kInhabitantsEn = " (inhabitants on 1 January ";

}  // namespace raccordo::model
