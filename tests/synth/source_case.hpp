// SourceCase: a case as one system writes it, with all values in that system's codes, dates and numbers.
// Defects are made here, on the text; writers only format it. Called by the sets.
#pragma once

#include <string>
#include <vector>

#include "synth/inverse_tables.hpp"
#include "synth/synth_case.hpp"

namespace raccordo::synth {

struct SourcePlan {
  std::string id, start, end, value, copayment;
};

struct SourceIntervention {
  std::string id, area, type, label, start, end, amount, quantity, unit, management, managed_by;
};

struct SourceNeed {
  std::string code, label;
};

struct SourceCase {
  std::uint32_t number = 0;
  std::string record_id, version, owner, opened, closed;
  std::string person_id, family, given, sex, birth, residence, citizenship, household, members;
  std::string access, channel, request, closure;
  std::string area;    ///< of the first intervention, in the source's code
  std::string sender;  ///< the installation that sends (HL7 v3 only)
  std::vector<SourceNeed> needs;
  std::vector<std::string> assessments;
  std::vector<SourcePlan> plans;
  std::vector<SourceIntervention> interventions;
  std::vector<std::string> unknown_items;  ///< four-letter codes that no table has (defect, HL7 v3 only)
};

/// How one system writes dates, numbers and places.
class Dialect {
 public:
  Dialect(System system, const Territory& territory, const InverseTables& tables)
      : system_(system), territory_(territory), tables_(tables) {}
  System system() const { return system_; }
  const InverseTables& tables() const { return tables_; }
  const Territory& territory() const { return territory_; }

  SourceCase encode(const SynthCase& made) const;
  /// Dates of the case itself; `number` picks the order in HL7 v3, where both occur.
  std::string case_date(const base::Date& date, std::uint32_t number) const;
  std::string intervention_date(const base::Date& date, std::uint32_t number) const;
  std::string version(std::int64_t seconds, std::uint32_t number) const;
  std::string comune(const Town& town) const;

 private:
  void encode_person(const SynthCase& made, SourceCase& out) const;
  void encode_lists(const SynthCase& made, SourceCase& out) const;
  SourceIntervention encode_intervention(const SynthIntervention& item, std::uint32_t number) const;
  std::string record_id(std::uint32_t number) const;
  std::string case_money(std::int64_t cents) const;
  std::string intervention_money(std::int64_t cents) const;

  System system_;
  const Territory& territory_;
  const InverseTables& tables_;
};

}  // namespace raccordo::synth
