// $lookup, $validate-code and $expand on the shared code systems. Called by app for /fhir/CodeSystem and
// /fhir/ValueSet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "fhir/code_system.hpp"
#include "fhir/names.hpp"
#include "fhir/parameters.hpp"
#include "model/scheme.hpp"

namespace raccordo::fhir {

/// The language of displays: `displayLanguage` begins with `en`, or anything else.
enum class Language : std::uint8_t { italian, english };

/// The input of `$lookup` and `$validate-code`.
struct CodeQuestion {
  std::string system;                  ///< id; "": none of ours
  std::string code, display, version;  ///< the last two as they were sent; "": not given
  std::optional<Language> language;    ///< nothing: any
  std::optional<base::Date> date;      ///< on which the code is used
};

/// url, system, code, coding, codeableConcept, version, date, displayLanguage; of `$validate-code` also
/// display. Other parameters are refused.
base::Result<CodeQuestion, Remarks> lookup_question(const Parameters& parameters);
base::Result<CodeQuestion, Remarks> validate_question(const Parameters& parameters);

/// Name, display, English designation, parent; nothing if there is no such code. The shared systems have no
/// versions: a requested version does not exist.
std::optional<std::string> look_up(const model::Scheme& scheme, const CodeQuestion& question,
                                   const Publisher& publisher);
/// `result` is false if there is no such code, or not in that version or on that day, or if its display
/// differs.
std::string validate_code(const model::Scheme& scheme, const CodeQuestion& question);

/// The input of `$expand` for the value set of a whole shared system.
struct ExpandQuestion {
  std::string system;  ///< id, from `url`: {public_url}/fhir/ValueSet/{id} or /fhir/CodeSystem/{id}
  std::string filter;  ///< words that occur in the code or a display
  std::size_t count = 1000, offset = 0;
  Language language = Language::italian;
  std::optional<base::Date> date;  ///< codes not valid on that day are `inactive`
  enum class Codes : std::uint8_t { all, active } codes = Codes::all;
};
base::Result<ExpandQuestion, Remarks> expand_question(const Parameters& parameters);

/// A ValueSet with its expansion; nothing if there is no such system.
std::optional<std::string> expand(const model::Scheme& scheme, const ExpandQuestion& question,
                                  const Publisher& publisher);

}  // namespace raccordo::fhir
