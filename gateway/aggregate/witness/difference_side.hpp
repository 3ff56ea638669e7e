// Where in its tables a person of a difference is found: around that cell partners are searched. Internal to
// aggregate/.
#pragma once

#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/register.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class DifferenceSide {
 public:
  DifferenceSide(const CellSpace& space, const Register& people, PersonCounter& counter)
      : space_(space), people_(people), counter_(counter) {}
  /// Between releases the newer cell if the person is still in it, else the older one; within one a sibling
  /// of the parts in which the person is, else the whole.
  CellNo of(CellNo difference, PersonNo person);

 private:
  const CellSpace& space_;
  const Register& people_;
  PersonCounter& counter_;
  FactColumns dossier_;
  std::vector<Contribution> list_;
};

}  // namespace raccordo::aggregate
