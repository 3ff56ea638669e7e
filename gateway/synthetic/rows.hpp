// The rows of a finished synthetic register: cases with their months, interventions with management and
// amount. They are divided among the persons by the tables of cases, interventions and amounts. Called by
// microdata.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "synthetic/people.hpp"
#include "synthetic/random.hpp"
#include "synthetic/vocabulary.hpp"

namespace raccordo::synthetic {

inline constexpr std::uint32_t kNobody = static_cast<std::uint32_t>(-1);

struct CaseRow {
  std::uint32_t presence = kNobody;  ///< kNobody: a case that was closed before the period
  Node leaf = 0;
  Node opened = 0, closed = 0;  ///< months of the period; 0: before it, and not closed in it
};

struct InterventionRow {
  std::uint32_t presence = 0;
  Node service = 0, management = 0;
  bool has_amount = false;
  std::int64_t amount_cents = 0;
};

/// What the tables of cases, interventions and amounts say, so that a column without a table is left out.
struct Columns {
  bool opened = false, closed = false, management = false, amount = false;
};

struct Register {
  People people;
  std::vector<CaseRow> cases;
  std::vector<InterventionRow> interventions;
  Columns columns;
};

/// A fault if a table shows more cases or interventions than a register can have.
base::Result<Register> add_rows(const Vocabulary& vocabulary, const aggregate::Release& release,
                                People people, Random& random);

}  // namespace raccordo::synthetic
