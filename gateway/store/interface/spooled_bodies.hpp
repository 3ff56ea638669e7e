// SpooledBodies: submissions whose bodies wait in the spool for background work. A port of CaseStore; called
// by Background, the lone process of a suspect body, and `raccordo submissions`. Threads and errors: as
// CaseStore.
#pragma once

#include <vector>

#include "store/interface/body_note.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

class SpooledBodies {
 public:
  virtual ~SpooledBodies() = default;

  /// Open submissions with a spooled body, in the order of receipt.
  virtual std::vector<SubmissionRow> unfinished() = 0;
  /// All submissions with a spooled body, also FAILED ones that were set aside, in the order of receipt.
  virtual std::vector<SubmissionRow> with_body() = 0;
  /// Stores the state of a spooled body. A submission that is RECEIVED again loses the issues of its being
  /// set aside. False if it has no spooled body (any more).
  virtual void note_body(BodyNote note, Done<bool> done) = 0;
};

}  // namespace raccordo::store
