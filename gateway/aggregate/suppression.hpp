// Suppression with witnesses: decides for all tables together which cells must not be shown, and keeps for
// every sensitive cell the proof that the others do not tell it. make_release calls it between counting and
// publishing. The rules, and why they suffice, are told in docs/protection.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "aggregate/group.hpp"
#include "aggregate/release.hpp"
#include "aggregate/witness.hpp"

namespace raccordo::aggregate {

struct Protection {
  std::vector<std::uint8_t> hidden;  ///< by cell of all tables, in their order; one flag, whatever the cause
  std::vector<Certificate> certificates;
};

/// The plans must be counted. Same facts, rules and key: same result.
Protection suppress(const std::vector<PlannedTable>& plans, const model::FactSet& facts,
                    const model::Scheme& scheme, const model::Period& period, const Rules& rules,
                    std::string_view key);

}  // namespace raccordo::aggregate
