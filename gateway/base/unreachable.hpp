// Unreachable: a server that this program needs (PostgreSQL) does not answer, or the connection to it was
// lost. Thrown by the store; answered as `unavailable` with Retry-After, because the program connects again
// by itself.
#pragma once

#include "base/result.hpp"

namespace raccordo::base {

class Unreachable : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

/// The connection was lost while a commit was on its way: whether it is stored is not known. It counts as
/// failed.
class OutcomeUnknown : public Unreachable {
 public:
  using Unreachable::Unreachable;
};

}  // namespace raccordo::base
