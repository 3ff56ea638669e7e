// BodyLost: a spooled body that is missing or cannot be opened.
#pragma once

#include "base/result.hpp"

namespace raccordo::intake {

/// Trying again does not help.
class BodyLost : public base::SystemFault {
 public:
  using SystemFault::SystemFault;
};

}  // namespace raccordo::intake
