// A sensitive cell with its witnesses, and how they hold cells hidden. Internal to aggregate/.
#pragma once

#include <span>
#include <vector>

#include "aggregate/witness/found_witness.hpp"
#include "aggregate/witness/hidden_cells.hpp"

namespace raccordo::aggregate {

/// A sensitive cell with its witnesses, and the cells that each of them needs hidden.
struct Certified {
  CellNo cell = 0;
  const Certificate* earlier = nullptr;  ///< of the last release, if it was certified before
  std::vector<FoundWitness> witnesses = {};
  double cost = 0;  ///< of all together, each found after the previous ones were paid for
};

/// As much as hiding a number of the whole province: then a change may be made in some releases only.
inline constexpr double kProvinceCost = 2e7;

std::int64_t breaches(const Certified& item);

/// The persons that a witness changes. Adding a copy of a person does not change that person.
std::vector<PersonNo> changed_persons(const Witness& witness);

/// Assigns witnesses to cells and removes them; the cells that a witness needs stay hidden meanwhile.
/// Ownership: refers to space and hidden. Threads: one.
class Holdings {
 public:
  Holdings(const CellSpace& space, HiddenCells& hidden) : space_(space), hidden_(hidden) {}
  void keep(Certified& item, FoundWitness witness);
  void keep(Certified& item, std::vector<FoundWitness> witnesses);
  /// Removes and returns all witnesses.
  std::vector<FoundWitness> drop(Certified& item);
  void replace(Certified& item, std::vector<FoundWitness> witnesses);
  /// Weight of the cells that only the witnesses of this cell hide.
  double exclusive_cost(const Certified& item) const;

 private:
  const CellSpace& space_;
  HiddenCells& hidden_;
};

}  // namespace raccordo::aggregate
