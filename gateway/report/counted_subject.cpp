#include "report/counted_subject.hpp"

#include <algorithm>
#include <array>

namespace raccordo::report {
namespace {

using model::Dimension;
using model::Measure;
using model::When;

/// The participle of `When`, without its ending in Italian, and what follows it.
struct WhenWords {
  std::string_view of_case_it, of_intervention_it, after_it, of_case_en, of_intervention_en;
};
/// In the order of When.
constexpr std::array<WhenWords, 5> kWhens = {
    {{"apert", "avviat", " entro la fine del periodo, anche se poi chius",
      "opened by the end of the period, closed or not", "started by the end of the period, ended or not"},
     {"apert", "in cors", " l’ultimo giorno del periodo", "open on the last day of the period",
      "in course on the last day of the period"},
     {"apert", "in cors", " in almeno un giorno del periodo", "open on at least one day of the period",
      "in course on at least one day of the period"},
     {"apert", "avviat", " nel periodo", "opened in the period", "started in the period"},
     {"chius", "conclus", " nel periodo", "closed in the period", "ended in the period"}}};

/// `ending` agrees with the noun: una cartella apert-a, interventi avviat-i.
std::string participle_it(const CountedSubject& subject, std::string_view ending) {
  const auto& words = kWhens.at(static_cast<std::size_t>(subject.when));
  std::string text(subject.of_interventions ? words.of_intervention_it : words.of_case_it);
  text += text == "in cors" ? std::string_view("o") : ending;
  text += words.after_it;
  if (subject.when == When::registered_by_end) text += ending;
  return text;
}

std::string italian(const CountedSubject& subject) {
  const std::string noun = subject.of_interventions ? "un intervento " : "una cartella ";
  const std::string one = noun + participle_it(subject, subject.of_interventions ? "o" : "a");
  const std::string many = participle_it(subject, subject.of_interventions ? "i" : "e");
  switch (subject.measure) {
    case Measure::persons:
      return "Persone con almeno " + one;
    case Measure::cases:
      return subject.of_interventions ? "Cartelle con almeno " + one : "Cartelle sociali " + many;
    case Measure::interventions:
      return "Interventi " + many;
    case Measure::amount:
      return "Importo degli interventi avviati nel periodo (euro)";
    case Measure::prevalence:
    case Measure::incidence:
      return "Persone con almeno " + one + ", ogni 1.000 abitanti";
    case Measure::persons_joint:
      return "Persone in carico a enti di più tipi (cartelle " +
             participle_it({subject.measure, false, subject.when, true, false}, "e") + "), con almeno " + one;
  }
  return "";
}

std::string english(const CountedSubject& subject) {
  const auto& words = kWhens.at(static_cast<std::size_t>(subject.when));
  const std::string moment(subject.of_interventions ? words.of_intervention_en : words.of_case_en);
  const std::string one = (subject.of_interventions ? "an intervention " : "a case ") + moment;
  switch (subject.measure) {
    case Measure::persons:
      return "Persons with " + one;
    case Measure::cases:
      return subject.of_interventions ? "Cases with " + one : "Case files " + moment;
    case Measure::interventions:
      return "Interventions " + moment;
    case Measure::amount:
      return "Amount of the interventions started in the period (euro)";
    case Measure::prevalence:
    case Measure::incidence:
      return "Persons with " + one + ", per 1,000 inhabitants";
    case Measure::persons_joint:
      return "Persons in charge of bodies of several kinds (cases " + std::string(words.of_case_en) +
             "), with " + one;
  }
  return "";
}

}  // namespace

CountedSubject subject_of(const model::ExtractDefinition& definition) {
  const bool divides_interventions =
      std::any_of(definition.by.begin(), definition.by.end(), [](const auto& choice) {
        return choice.dimension == Dimension::area || choice.dimension == Dimension::type ||
               choice.dimension == Dimension::management;
      });
  const bool counts_interventions =
      definition.measure == Measure::interventions || definition.measure == Measure::amount;
  // An amount counts in the period in which its intervention starts, whatever `when` says.
  const auto when = definition.measure == Measure::amount ? When::opened_during : definition.when;
  return {definition.measure, divides_interventions || counts_interventions, when, definition.kinds.cases,
          definition.kinds.reports};
}

std::string subject_in_words(const CountedSubject& subject, const Wording& say) {
  const bool is_it = say.language() == Language::it;
  auto text = is_it ? italian(subject) : english(subject);
  if (subject.counts_reports && subject.counts_cases)
    text += is_it ? " (cartelle e segnalazioni)" : " (case files and reports)";
  else if (subject.counts_reports)
    text += is_it ? " (segnalazioni)" : " (reports)";
  return text;
}

std::string unit_in_words(Measure measure, const Wording& say) {
  return std::string(say(extract::unit_words(measure)));
}

}  // namespace raccordo::report
