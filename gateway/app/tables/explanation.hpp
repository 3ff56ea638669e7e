// Explains the coded values of a record: which row of which version of which table mapped each, and who
// approved that version when; for a waiting record, why it waits. Called by its route.
#pragma once

#include <string>

#include "app/problem/language.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// `{"source","record_id","owner","accepted":{...},"waiting":{...},"origin":[...]}` without personal data.
/// `origin`: the transfers from other bodies that the record continues (docs/exchange.md#origin).
std::string explanation_json(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                             const store::HeldRecord& record, Language language = Language::en);

}  // namespace raccordo::app
