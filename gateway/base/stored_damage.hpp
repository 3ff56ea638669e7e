// StoredDamage: stored data were changed or damaged. Trying again does not help: the administrator must
// restore a backup. Answered as `internal-error`.
#pragma once

#include "base/result.hpp"

namespace raccordo::base {

class StoredDamage : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

}  // namespace raccordo::base
