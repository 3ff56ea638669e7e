// SynthCase: one invented case in shared codes, before it is converted to a system's codes. Made by
// case_maker, turned into a SourceCase by source_case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "synth/people.hpp"
#include "synth/territory.hpp"

namespace raccordo::synth {

using OptionalDate = std::optional<base::Date>;

struct SynthPlan {
  std::string id;
  base::Date start;
  OptionalDate end;
  std::int64_t value_cents = 0, copayment_cents = 0;
};

struct SynthIntervention {
  std::string id, area, type;  ///< shared codes
  base::Date start;
  OptionalDate end;
  std::int64_t amount_cents = 0;
  int quantity_tenths = 0;  ///< 0: not stated
  std::string unit, management, managed_by;
};

struct SynthCase {
  std::uint32_t number = 0;  ///< from 1, over all systems
  const Town* town = nullptr;
  Person person;
  std::int64_t version = 0;  ///< seconds since 1970 UTC
  base::Date opened;
  OptionalDate closed;
  std::string household;
  int members = 0;
  OptionalDate access;
  std::string channel, request, closure;
  std::vector<std::string> needs;
  std::vector<base::Date> assessments;
  std::vector<SynthPlan> plans;
  std::vector<SynthIntervention> interventions;
};

}  // namespace raccordo::synth
