// How many cases each Ambito has, and in which months they are opened and closed: the tables of cases are
// made to agree with each other and with the persons before single cases are made. Called by rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "synthetic/figures.hpp"
#include "synthetic/random.hpp"

namespace raccordo::synthetic {

struct CaseNumbers {
  std::optional<Figures> opened, closed, open_at_end, registered;  ///< none: no such table
  std::map<Node, std::int64_t> cases;                              ///< in charge in the period, by Ambito
};

/// `persons` are those in charge, by Ambito: each has a case, some may have more.
CaseNumbers settle_cases(const Vocabulary& vocabulary, const aggregate::Release& release,
                         const std::map<Node, std::int64_t>& persons, Random& random);

/// The months in their order; those that are no months (`_P`, earlier periods) first.
std::vector<Node> months_in_order(const Vocabulary& vocabulary);
/// The place of a month in time; 0 for `_P` and for none.
Node rank_of(const Vocabulary& vocabulary, Node month);

}  // namespace raccordo::synthetic
