// What every record must satisfy, asked of a changed dossier: a witness is a register that could exist.
// Internal to aggregate/: the search asks it of every candidate, the audit of every certificate.
#pragma once

#include <vector>

#include "aggregate/fact_columns.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

class Plausibility {
 public:
  Plausibility(const model::Scheme& scheme, const model::CodePool& codes, const model::Period& period);
  /// How often the dossier breaks a rule: an end before its start, a type under another area than its own, an
  /// age that the area does not admit, a need told twice. Real records may break some (ages move on); a
  /// changed one is plausible if it breaks no more than it did.
  int breaches(const FactColumns& dossier) const;

 private:
  int breaches(const CaseRow& item, const InterventionRow& intervention) const;

  DayNo last_ = 0;
  std::vector<int> age_min_;                 // by CodeNo of an area; further numbers for areas without one
  std::vector<model::CodeNo> area_of_type_;  // by CodeNo of a type; 0 where the scheme names none
};

}  // namespace raccordo::aggregate
