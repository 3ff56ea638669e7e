// How rows of population.csv that count all sexes or all ages are held, and how the title of a rate names the
// day of its inhabitants. Used by mapping, aggregate, extract and report.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::model {

/// PopulationRow::sex and age of `_T`. Nobody is 200 years old.
inline constexpr std::string_view kEverySex = "_T";
inline constexpr int kEveryAge = 200;

/// Before the year in the title of a rate.
inline constexpr std::string_view kInhabitantsIt = "abitanti al 1° gennaio ";
inline constexpr std::string_view kInhabitantsEn = "inhabitants on 1 January ";

/// The title with the day behind it: `... (abitanti al 1° gennaio 2018)`; if it ends in brackets, in these:
/// `... (persone ogni 1.000 abitanti; abitanti al 1° gennaio 2018)`. `words` is one of the two above.
std::string with_inhabitants(std::string title, std::string_view words, int year);
/// Such a title without the day.
std::string without_inhabitants(std::string title, std::string_view words);
/// The year that such a title names; 0 if it names none.
int year_of_inhabitants(std::string_view title, std::string_view words);

}  // namespace raccordo::model
