// $translate: the meaning of a code in another system, by the tables in force. Accepts the parameter names of
// FHIR R4 and R5 and answers for both. Called by app.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "fhir/names.hpp"
#include "fhir/parameters.hpp"
#include "mapping/table.hpp"
#include "model/scheme.hpp"

namespace raccordo::fhir {

/// A table in force and the shared system of its targets.
struct ActiveMap {
  const mapping::Table* table = nullptr;
  std::string_view code_system;
};

enum class Direction : std::uint8_t { to_shared, to_source };

/// A request in terms of both versions of FHIR.
struct TranslateQuestion {
  std::string map;              ///< id of the ConceptMap; empty: any
  std::vector<Coding> codings;  ///< at least one; the first that maps is used
  std::string wanted_system;    ///< of the answer; empty: any
  Direction direction = Direction::to_shared;
  std::optional<base::Date> date;  ///< date of the coded item
};

/// R4: url, code, system, coding, codeableConcept, source, target, targetsystem, reverse; R5: sourceCode,
/// sourceSystem, sourceCoding, sourceCodeableConcept, sourceScope, targetCode, targetCoding,
/// targetCodeableConcept, targetSystem, targetScope; and `date`, by which the rows in force are chosen.
/// Any other parameter is refused: nobody may believe it was heeded.
base::Result<TranslateQuestion, Remarks> translate_question(const Parameters& parameters);

/// A Parameters resource: `result`, `message`, and for each match `equivalence` (R4), `relationship` (R5),
/// `concept`, `source` (R4) and `originMap` (R5). `result` is true exactly if a record with this code on this
/// date would be mapped; matches whose relationship does not map are returned with `result` false. At most
/// kMostMatches matches.
std::string translate(const TranslateQuestion& question, std::span<const ActiveMap> maps,
                      const model::Scheme& scheme, const Publisher& publisher);
inline constexpr std::size_t kMostMatches = 1000;

}  // namespace raccordo::fhir
