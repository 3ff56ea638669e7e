// StorageFull: there is no room left on the disk. Thrown by the store and the spool; answered as
// `storage-full`.
#pragma once

#include "base/result.hpp"

namespace raccordo::base {

class StorageFull : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

}  // namespace raccordo::base
