// Rules that every record must satisfy, applied to changed dossiers, because a witness is a register that
// could exist. Internal to aggregate/: used by the search for every candidate and by the audit for every
// certificate.
#pragma once

#include <vector>

#include "aggregate/layers/register.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

class Plausibility {
 public:
  /// The scheme is that of the last layer; the periods are those of each; the plans are those of all.
  Plausibility(const LayeredRegister& joint, const std::vector<PlannedTable>& plans,
               const PersonCounter& counter);
  /// True if this may be changed in the dossier. A change up to some release counts as a value that has been
  /// corrected since; a change from some release on counts as a correction if its period was released before.
  /// Otherwise it must not contradict a table of all cases so far: such a register only grows.
  bool allows(const Edit& edit, const FactColumns& dossier) const;
  /// How often the dossier breaks a rule: an end before its start, a type under another area than its own, an
  /// age that the area does not admit, a need listed twice. Real records may break some (ages grow); a
  /// changed one is plausible if it does not break more than before.
  int breaches(const FactColumns& dossier) const;

 private:
  bool is_untold(const Edit& edit) const;
  int breaches(const CaseRow& item, const InterventionRow& intervention) const;

  std::vector<DayNo> last_;                // by layer: the day of its ages
  std::vector<std::uint8_t> is_revision_;  // by layer
  const PersonCounter& counter_;
  const std::vector<PlannedTable>& plans_;
  std::vector<std::size_t> cumulative_;      // tables of all cases so far
  std::vector<int> age_min_;                 // by CodeNo of an area; further numbers for areas without one
  std::vector<model::CodeNo> area_of_type_;  // by CodeNo of a type; 0 if the scheme has none
};

}  // namespace raccordo::aggregate
