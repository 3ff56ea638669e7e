// Failures of a server that this program needs (PostgreSQL). Thrown by the store; answered as `unavailable`
// with Retry-After.
#pragma once

#include "base/result.hpp"

namespace raccordo::base {

/// The server does not answer, or the connection to it was lost. The program connects again by itself.
class Unreachable : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

/// A commit was on its way: whether it is stored, or stored where it must be, is not known. It counts as
/// failed.
class OutcomeUnknown : public Unreachable {
 public:
  using Unreachable::Unreachable;
};

/// The server answers, but another session holds what this one needs, or the server did not do it in time.
class Blocked : public Unreachable {
 public:
  using Unreachable::Unreachable;
};

/// The server answers, and refuses: a right or a table is missing, it may not be written, it has another
/// store. An operator must correct that; the program then resumes by itself.
class ServerRefuses : public SystemFault {
 public:
  using SystemFault::SystemFault;
};

}  // namespace raccordo::base
