// StoredDamage: what the store gives back is not what was stored. Trying again does not help: the
// administrator must restore it from a backup. Answered as `internal-error`.
#pragma once

#include "base/result.hpp"

namespace raccordo::base {

class StoredDamage : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

}  // namespace raccordo::base
