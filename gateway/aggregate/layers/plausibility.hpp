// What every record must satisfy, asked of a changed dossier: a witness is a register that could exist.
// Internal to aggregate/: the search asks it of every candidate, the audit of every certificate.
#pragma once

#include <vector>

#include "aggregate/layers/register.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

class Plausibility {
 public:
  /// Of the layers the scheme of the last holds, and of each the period; the plans are those of all.
  Plausibility(const LayeredRegister& joint, const std::vector<PlannedTable>& plans,
               const PersonCounter& counter);
  /// May this be changed in the dossier, given what it tells of? A change up to some release is as if what
  /// was known then had been corrected since; one from some release on is a correction where its period was
  /// released before. Else it must not undo what a table of all cases so far told of the person: such a
  /// register only grows.
  bool allows(const Edit& edit, const FactColumns& dossier) const;
  /// How often the dossier breaks a rule: an end before its start, a type under another area than its own, an
  /// age that the area does not admit, a need told twice. Real records may break some (ages move on); a
  /// changed one is plausible if it breaks no more than it did.
  int breaches(const FactColumns& dossier) const;

 private:
  bool is_untold(const Edit& edit) const;
  int breaches(const CaseRow& item, const InterventionRow& intervention) const;

  std::vector<DayNo> last_;                // by layer
  std::vector<std::uint8_t> is_revision_;  // by layer
  const PersonCounter& counter_;
  const std::vector<PlannedTable>& plans_;
  std::vector<std::size_t> cumulative_;      // tables of all cases so far
  std::vector<int> age_min_;                 // by CodeNo of an area; further numbers for areas without one
  std::vector<model::CodeNo> area_of_type_;  // by CodeNo of a type; 0 where the scheme names none
};

}  // namespace raccordo::aggregate
