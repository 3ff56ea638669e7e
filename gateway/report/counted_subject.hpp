// CountedSubject: what a table counts, in words. Two tables with the same subject have the same total.
// Internal to report/.
#pragma once

#include <compare>
#include <string>

#include "model/extract.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

struct CountedSubject {
  model::Measure measure = model::Measure::persons;
  bool of_interventions = false;  ///< `when` applies to interventions, else to cases
  model::When when = model::When::active_during;
  bool counts_cases = true, counts_reports = false;
  auto operator<=>(const CountedSubject&) const = default;
};

CountedSubject subject_of(const model::ExtractDefinition& definition);

/// "Persone con almeno una cartella aperta nel periodo", with a capital letter, without a point.
std::string subject_in_words(const CountedSubject& subject, const Wording& say);

/// "persone", "persone ogni 1.000 abitanti" ...
std::string unit_in_words(model::Measure measure, const Wording& say);

}  // namespace raccordo::report
