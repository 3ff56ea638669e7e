// Whether the keys of the configuration are those that the store was written with. With other keys nothing
// sealed would open, the same person would get a second pseudonym, and an erasure would find nobody: so
// neither a start nor a verb nor `check` goes on. Called when an installation is opened, before `keys init`
// makes a key, and by `check`.
#pragma once

#include <optional>
#include <string>

#include "app/rules/keyring.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// What is wrong and what to do; nothing if these check values were made with these keys.
std::optional<std::string> fault_of_keys(const store::KeyChecks& checks, const Keyring& keys);

/// Compares the keys with the store and, if it has no check values yet, with what it holds; then keeps check
/// values of them. Waits for the store.
std::optional<std::string> bind_keys(store::CaseStore& store, const Keyring& keys);

}  // namespace raccordo::app
