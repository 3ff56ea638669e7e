// A sensitive cell with its witnesses, and how they hold cells hidden. Internal to aggregate/.
#pragma once

#include <span>
#include <vector>

#include "aggregate/witness/found_witness.hpp"
#include "aggregate/witness/hidden_cells.hpp"

namespace raccordo::aggregate {

/// A sensitive cell with its proofs, and the cells that each of them needs hidden.
struct Certified {
  CellNo cell = 0;
  const Certificate* earlier = nullptr;  ///< of the last release, where it had one already
  std::vector<FoundWitness> witnesses = {};
  double cost = 0;  ///< of all together, each found when those before it were paid for
};

std::int64_t breaches(const Certified& item);

/// The persons that a witness changes. Adding one more person like another one does not change the other.
std::vector<PersonNo> changed_persons(const Witness& witness);

/// Gives witnesses to cells and takes them away; what a witness needs hidden is held hidden meanwhile.
/// Ownership: refers to space and hidden. Threads: one.
class Holdings {
 public:
  Holdings(const CellSpace& space, HiddenCells& hidden) : space_(space), hidden_(hidden) {}
  void keep(Certified& item, FoundWitness witness);
  void keep(Certified& item, std::vector<FoundWitness> witnesses);
  /// Takes all witnesses away, and gives them back.
  std::vector<FoundWitness> drop(Certified& item);
  void replace(Certified& item, std::vector<FoundWitness> witnesses);
  /// Weight of what would be shown but for the witnesses of this cell.
  double exclusive_cost(const Certified& item) const;

 private:
  const CellSpace& space_;
  HiddenCells& hidden_;
};

}  // namespace raccordo::aggregate
