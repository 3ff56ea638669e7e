#include "extract/words.hpp"

#include <array>
#include <string>

#include "extract/cube.hpp"

namespace raccordo::extract {
namespace {

constexpr std::array<Words, 7> kMeasures = {{{"persone distinte", "distinct persons"},
                                             {"cartelle sociali", "case files"},
                                             {"interventi", "interventions"},
                                             {"importo degli interventi", "amount of the interventions"},
                                             {"prevalenza", "prevalence"},
                                             {"incidenza", "incidence"},
                                             {"persone in carico congiunto", "persons in joint charge"}}};
constexpr std::array<Words, 7> kUnits = {{{"persone", "persons"},
                                          {"cartelle", "case files"},
                                          {"interventi", "interventions"},
                                          {"euro", "euro"},
                                          {"persone ogni 1.000 abitanti", "persons per 1,000 inhabitants"},
                                          {"persone ogni 1.000 abitanti", "persons per 1,000 inhabitants"},
                                          {"persone", "persons"}}};
constexpr std::array<Words, 5> kWhens = {
    {{"aperte entro l'ultimo giorno del periodo, anche se poi chiuse",
      "opened by the last day of the period, closed or not"},
     {"aperte l'ultimo giorno del periodo", "open on the last day of the period"},
     {"aperte in almeno un giorno del periodo", "open on at least one day of the period"},
     {"aperte nel periodo", "opened in the period"},
     {"chiuse nel periodo", "closed in the period"}}};
constexpr std::array<std::string_view, 12> kMonthsIt = {"gennaio",   "febbraio", "marzo",    "aprile",
                                                        "maggio",    "giugno",   "luglio",   "agosto",
                                                        "settembre", "ottobre",  "novembre", "dicembre"};
constexpr std::array<std::string_view, 12> kMonthsEn = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};

std::string year_of(const model::Period& period) { return std::to_string(period.first.year); }
bool is_year(const model::Period& period) { return period.code.size() == 4; }
bool is_quarter(const model::Period& period) { return period.code.find('Q') != std::string::npos; }
std::string quarter_of(const model::Period& period) { return period.code.substr(period.code.size() - 1); }

}  // namespace

Words measure_words(model::Measure measure) { return kMeasures.at(static_cast<std::size_t>(measure)); }
Words when_words(model::When when) { return kWhens.at(static_cast<std::size_t>(when)); }
Words unit_words(model::Measure measure) { return kUnits.at(static_cast<std::size_t>(measure)); }
Words additive_words(const model::TableDimension& dimension) {
  if (dimension.additive) return {"le parti danno il totale", "the parts add up to the total"};
  return {"le parti non si sommano: la stessa persona può essere in più di una",
          "the parts do not add up: a person may be in more than one"};
}

std::string period_label_it(std::string_view code) {
  const auto period = model::parse_period(code);
  if (!period || is_year(*period)) return std::string(code);
  if (is_quarter(*period)) return quarter_of(*period) + "° trimestre " + year_of(*period);
  return std::string(kMonthsIt.at(period->first.month - 1U)) + " " + year_of(*period);
}

std::string period_label_en(std::string_view code) {
  const auto period = model::parse_period(code);
  if (!period || is_year(*period)) return std::string(code);
  if (is_quarter(*period)) return "quarter " + quarter_of(*period) + " of " + year_of(*period);
  return std::string(kMonthsEn.at(period->first.month - 1U)) + " " + year_of(*period);
}

}  // namespace raccordo::extract
