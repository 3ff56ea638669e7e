// The stored body of an accepted record: the shared record without the person's identifier, with the origin
// of each coded value, packed (docs/storage.md#the-body-of-a-record). Stores of earlier versions also hold
// bodies in JSON: every function that reads takes both. Called by app/ingest, impact, remapping and
// explanations.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/case_record.hpp"

namespace raccordo::mapping {

/// The packed form.
std::string stored_record(const model::CaseRecord& record);

/// person.id is empty. A fault means that the bytes are no stored body.
base::Result<model::CaseRecord> read_stored_record(std::string_view body);

/// True if the body is in JSON, as earlier versions wrote it.
bool is_former_body(std::string_view body);

/// Whether `is_wanted` is true for a source code of a packed body. Reads only its beginning; damaged bytes
/// hold none.
bool any_source_code(std::string_view body, const std::function<bool(std::string_view)>& is_wanted);

}  // namespace raccordo::mapping
