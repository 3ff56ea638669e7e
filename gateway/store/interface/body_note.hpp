// BodyNote: the state of a spooled body; nothing else of its submission changes (CaseStore::note_body).
#pragma once

#include <optional>
#include <string>

#include "model/issue.hpp"
#include "model/receipt.hpp"
#include "store/chains/audit_chain.hpp"

namespace raccordo::store {

struct BodyNote {
  std::string submission;
  model::SubmissionState state = model::SubmissionState::processing;
  std::int64_t attempts = 0;
  std::string waits_for;              ///< why it is WAITING, as a code
  std::optional<model::Issue> issue;  ///< of the document itself
  std::optional<AuditEvent> event;
};

}  // namespace raccordo::store
