// StorageFull: the disk is full. Thrown by the store and the spool; answered as `storage-full`.
#pragma once

#include "base/result.hpp"

namespace raccordo::base {

class StorageFull : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

}  // namespace raccordo::base
