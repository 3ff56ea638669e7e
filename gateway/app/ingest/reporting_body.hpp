// The body that reports, where it is part of a record's key (profile: `per: managed_by`). Called by
// RecordPipeline.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/rules/keyring.hpp"

namespace raccordo::app {

/// The code of a body as its records' keys hold it: in upper case, without blanks. A masked code (a person's
/// in place of the body's) stays as it is.
std::string body_code(std::string_view managed_by);

/// store::PreparedRecord::is_of_body: whether a stored content names the body. False for contents that cannot
/// be read. `context`: quarantine_context of the record. `keys` must outlive the result.
std::function<bool(std::string_view, std::string_view)> names_body(const Keyring& keys, std::string context,
                                                                   std::string code);

}  // namespace raccordo::app
