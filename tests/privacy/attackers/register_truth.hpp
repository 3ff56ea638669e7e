// Known to the gateway only: the exact cells of a register. Tests use it to select cells worth an attack, to
// make naive releases, and to know the contributions of one person. Attackers do not read it.
#pragma once

#include <string>
#include <vector>

#include "model/case_facts.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"
#include "privacy/attackers/linear_attacker.hpp"
#include "privacy/attackers/published_cells.hpp"

namespace raccordo::attackers {

/// What is counted, and by which catalogue.
struct Matter {
  model::Scheme scheme;
  std::vector<model::ExtractDefinition> catalogue;
  model::Period period;
  int k = 5;
};

struct ExactTables {
  std::vector<PublishedTable> tables;  ///< nothing hidden
  Truth truth;
};
/// std::invalid_argument if the catalogue cannot be counted.
ExactTables count_exactly(const model::FactSet& facts, const Matter& matter);
/// The same of facts of the published register.
ExactTables count_seats(const model::FactSet& facts, const Matter& matter);

/// A register of this one person and nobody else.
model::FactSet only_person(const model::FactSet& facts, std::uint32_t person);

/// Looks up the two largest shares of one person in every amount; counts person by person, so for small
/// registers.
void find_largest_shares(const model::FactSet& facts, const Matter& matter, Truth& truth);

/// The negative control, which every attacker must break: hides only the cells of 1..k-1 persons or of a
/// count of 1..k-1.
std::vector<PublishedTable> hide_naively(const ExactTables& exact, int k);

/// What the gateway says of the releases of this matter.
std::string guarantee_of(const model::FactSet& facts, const Matter& matter);

/// Released by the gateway, written as JSON-stat and read back. std::invalid_argument if it is refused.
std::vector<PublishedTable> publish(const model::FactSet& facts, const Matter& matter);

}  // namespace raccordo::attackers
