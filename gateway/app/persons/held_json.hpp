// The JSON form of what is stored of a record of one person, with the waiting fields opened. Include from
// .cpp files only (RapidJSON). Called by the search for a person and by the export.
#pragma once

#include "app/rules/keyring.hpp"
#include "base/json.hpp"
#include "store/interface/held_records.hpp"

namespace raccordo::app {

/// The members `source`, `owner`, `state`, `accepted`, `former`, `waiting`, `beside` of an object; absent
/// ones are left out.
void write_held_members(base::JsonWriter& writer, const store::HeldRecord& held, const Keyring& keys);

}  // namespace raccordo::app
